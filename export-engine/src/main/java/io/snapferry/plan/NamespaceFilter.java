package io.snapferry.plan;

import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import java.util.List;
import java.util.Set;

/**
 * Which collections of a snapshot are exported: those that Atlas exports, narrowed by patterns.
 *
 * @param include at least one must match, unless the list is empty
 * @param exclude none may match
 */
public record NamespaceFilter(List<NamespaceGlob> include, List<NamespaceGlob> exclude) {
    /** No patterns. */
    public static final NamespaceFilter ALL = new NamespaceFilter(List.of(), List.of());

    private static final Set<String> SERVER_DATABASES = Set.of("admin", "config", "local");
    private static final String SYSTEM_COLLECTIONS = "system.";
    private static final String STORED_FUNCTIONS = "system.js";

    /** Copies the lists. */
    public NamespaceFilter {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /** Whether an export holds the collection. */
    public boolean accepts(CollectionMetadata collection) {
        return collection.kind() != CollectionKind.VIEW && accepts(collection.namespace());
    }

    private boolean accepts(Namespace namespace) {
        return isUserData(namespace)
                && (include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(namespace)))
                && exclude.stream().noneMatch(glob -> glob.matches(namespace));
    }

    private static boolean isUserData(Namespace namespace) {
        return !SERVER_DATABASES.contains(namespace.database())
                && (!namespace.collection().startsWith(SYSTEM_COLLECTIONS)
                        || namespace.collection().equals(STORED_FUNCTIONS));
    }
}

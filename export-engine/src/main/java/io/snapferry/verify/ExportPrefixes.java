package io.snapferry.verify;

import io.snapferry.layout.ExportPrefix;
import io.snapferry.store.ReadableObjectStore;
import java.io.IOException;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds exports by their keys, in any prefix style. */
public final class ExportPrefixes {
    /** Organization, project, cluster, minute (one form of 2021 has a zone behind it), second. */
    private static final Pattern FORM =
            Pattern.compile("(" + ExportPrefix.ROOT + "/[^/]+/[^/]+/[^/]+/\\d{4}-\\d\\d-\\d\\dT\\d{4}[^/]*/\\d+)/.+");

    private ExportPrefixes() {}

    /**
     * The prefixes of all exports that have at least one object under the key prefix, ordered.
     *
     * @param keyPrefix empty for the whole bucket
     */
    public static SortedSet<String> find(ReadableObjectStore store, String keyPrefix) throws IOException {
        SortedSet<String> prefixes = new TreeSet<>();
        store.list(keyPrefix, object -> {
            Matcher key = FORM.matcher(object.key());
            if (key.matches()) {
                prefixes.add(key.group(1));
            }
        });
        return prefixes;
    }
}

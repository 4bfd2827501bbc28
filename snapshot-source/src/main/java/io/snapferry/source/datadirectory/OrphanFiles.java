package io.snapferry.source.datadirectory;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds tables in a directory that are no collection's and no index's: of dropped collections, or of a damaged catalog. */
final class OrphanFiles {
    /** Of a database and of its indexes. */
    private static final int MAX_FOLDER_DEPTH = 3;

    private static final int SHOWN = 10;
    private static final String EXTENSION = ".wt";

    /** Tables that the storage engine, or the server for itself, keeps. */
    private static final Set<String> SERVER_FILES = Set.of(CatalogEntry.FILE, "sizeStorer.wt");

    private static final String ENGINE_FILES = "WiredTiger";
    private static final String TEMPORARY_FILES = "internal-";

    private OrphanFiles() {}

    /**
     * One sentence that names them, the first few when they are many. A folder that cannot be listed is passed over: this is
     * a hint.
     */
    static Optional<String> notice(Path directory, Collection<CatalogEntry> catalog) throws IOException {
        SortedSet<String> orphans = find(directory, catalog);
        if (orphans.isEmpty()) {
            return Optional.empty();
        }
        String names = String.join(", ", orphans.stream().limit(SHOWN).toList());
        return Optional.of((orphans.size() == 1 ? "a table is" : orphans.size() + " tables are")
                + " in the directory that no catalog entry names: " + names
                + (orphans.size() > SHOWN ? " and " + (orphans.size() - SHOWN) + " more" : ""));
    }

    private static SortedSet<String> find(Path directory, Collection<CatalogEntry> catalog) throws IOException {
        Set<String> known = new HashSet<>(SERVER_FILES);
        catalog.forEach(entry -> known.addAll(entry.fileNames()));
        SortedSet<String> orphans = new TreeSet<>();
        Files.walkFileTree(
                directory, EnumSet.noneOf(FileVisitOption.class), MAX_FOLDER_DEPTH, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        String name = directory.relativize(file).toString().replace('\\', '/');
                        if (name.endsWith(EXTENSION)
                                && !name.startsWith(ENGINE_FILES)
                                && !name.startsWith(TEMPORARY_FILES)
                                && !known.contains(name)) {
                            orphans.add(name);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException reason) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        return orphans;
    }
}

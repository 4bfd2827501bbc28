package io.snapferry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/** A bucket that is a folder; a writing is a file with its time, since each makes a new one. */
record FolderCrashBucket(Path root) implements CrashBucket {
    @Override
    public String store() {
        return DeclaredServer.folderStore(root);
    }

    private Path bucket() {
        return root.resolve(DeclaredServer.BUCKET);
    }

    @Override
    public SortedMap<String, String> tree(String prefix) throws IOException {
        return FolderTree.of(bucket().resolve(prefix));
    }

    @Override
    public Map<String, Object> writings(String prefix) throws IOException {
        Path folder = bucket().resolve(prefix);
        Map<String, Object> writings = new HashMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    writings.put(folder.relativize(file).toString(), writing(file));
                }
            }
        }
        return writings;
    }

    private static Object writing(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return List.of(String.valueOf(attributes.fileKey()), attributes.lastModifiedTime());
    }

    @Override
    public String toString() {
        return "folder";
    }
}

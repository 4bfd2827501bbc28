package io.snapferry.source.dump;

import io.snapferry.source.SourceDescription;
import io.snapferry.source.SourceException;
import io.snapferry.source.encryption.DumpDecryption;
import io.snapferry.source.encryption.FileKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a dump's folder holds. Decides whether it is a whole dump (a folder per database) or one database's folder, by
 * where the files of collections lie; where that cannot be told it refuses, rather than leave something out.
 */
record DumpListing(SourceDescription description, List<DumpCollection> collections) {
    private static final String EXPECTED = "expected DATABASE/COLLECTION.bson or COLLECTION.bson";
    private static final String OPLOG = "oplog.bson";
    private static final String OPLOG_METADATA = "oplog.metadata.json";

    static DumpListing of(Path root, FileKeys keys) throws IOException {
        List<FolderEntry> entries = FolderEntry.listing(root, "", new DumpDecryption(root, keys));
        List<FolderEntry> databases = new ArrayList<>();
        for (FolderEntry entry : entries) {
            if (entry.isFolder() && isDatabase(entry)) {
                databases.add(entry);
            }
        }
        List<FolderEntry> collectionFiles = collectionFiles(entries);
        if (collectionFiles.isEmpty() && databases.isEmpty()) {
            throw SourceException.inFile(root.toString(), reasonForNothing(root, entries));
        }
        if (collectionFiles.isEmpty()) {
            return wholeDump(entries, databases);
        }
        if (databases.isEmpty()) {
            return oneDatabase(root, entries);
        }
        throw SourceException.inFile(
                root.toString(),
                "holds both a collection's file (%s) and a database's folder (%s). Name one database's folder, or move the file away"
                        .formatted(
                                collectionFiles.get(0).name(), databases.get(0).name()));
    }

    /** An oplog lies beside the databases' folders; with metadata it is a collection that is called so. */
    private static List<FolderEntry> collectionFiles(List<FolderEntry> entries) {
        boolean oplogIsACollection =
                entries.stream().anyMatch(entry -> entry.plainName().equals(OPLOG_METADATA));
        return entries.stream()
                .filter(DatabaseFolder::isCollectionFile)
                .filter(entry -> oplogIsACollection || !entry.plainName().equals(OPLOG))
                .toList();
    }

    /** A folder with nothing but an oplog is a database's, unless there are databases in it. */
    private static boolean isDatabase(FolderEntry folder) throws IOException {
        List<FolderEntry> entries = folder.children();
        if (!collectionFiles(entries).isEmpty()) {
            return true;
        }
        return entries.stream().anyMatch(DatabaseFolder::isCollectionFile) && !holdsDatabases(folder);
    }

    private static DumpListing wholeDump(List<FolderEntry> entries, List<FolderEntry> databases) throws IOException {
        Notices notices = new Notices();
        DumpPrelude prelude = DumpPrelude.NOTHING;
        for (FolderEntry entry : entries) {
            if (entry.isFile() && entry.plainName().equals(DumpPrelude.FILE_NAME)) {
                prelude = DumpPrelude.read(entry);
            } else if (entry.isFile() && entry.plainName().equals(OPLOG)) {
                notices.add(oplogNotice(entry));
            } else if (!databases.contains(entry)) {
                noticeStray(entry, notices);
            }
        }
        List<DumpCollection> collections = new ArrayList<>();
        for (FolderEntry database : databases) {
            List<FolderEntry> files = database.children();
            DumpPrelude own = takePrelude(files);
            if (prelude.equals(DumpPrelude.NOTHING)) {
                prelude = own; // mongodump --db puts it there
            }
            collections.addAll(
                    DatabaseFolder.read(withoutPrelude(files), notices).collections(database.name()));
        }
        return new DumpListing(description("mongodump folder", prelude, notices), List.copyOf(collections));
    }

    private static DumpListing oneDatabase(Path root, List<FolderEntry> files) throws IOException {
        Notices notices = new Notices();
        DumpPrelude prelude = takePrelude(files);
        DatabaseFolder folder = DatabaseFolder.read(withoutPrelude(files), notices);
        Path name = root.toRealPath().getFileName();
        String folderName = name == null ? "" : name.toString();
        String database = folder.databaseToldByIndexes().orElse(folderName);
        if (!database.equals(folderName)) {
            notices.add("the folder's name is \"%s\", but its indexes tell the database: \"%s\""
                    .formatted(folderName, database));
        }
        return new DumpListing(
                description("mongodump folder of one database", prelude, notices), folder.collections(database));
    }

    private static SourceDescription description(String kind, DumpPrelude prelude, Notices notices) {
        return new SourceDescription(kind, prelude.serverVersion(), prelude.toolVersion(), notices.all());
    }

    private static DumpPrelude takePrelude(List<FolderEntry> files) throws IOException {
        for (FolderEntry file : files) {
            if (isPrelude(file)) {
                return DumpPrelude.read(file);
            }
        }
        return DumpPrelude.NOTHING;
    }

    private static List<FolderEntry> withoutPrelude(List<FolderEntry> files) {
        return files.stream().filter(file -> !isPrelude(file)).toList();
    }

    private static boolean isPrelude(FolderEntry entry) {
        return entry.isFile() && entry.plainName().equals(DumpPrelude.FILE_NAME);
    }

    private static String oplogNotice(FolderEntry oplog) {
        return "%s holds %d bytes%s of oplog that are not applied: each collection is as it was read during the dump, not as of one moment"
                .formatted(oplog.name(), oplog.sizeBytes(), oplog.isGzipped() ? " (gzipped)" : "");
    }

    /** An empty folder stands for a database without collections; mongodump makes them. */
    private static void noticeStray(FolderEntry entry, Notices notices) throws IOException {
        if (entry.isFolder() && holdsDatabases(entry)) {
            throw SourceException.inFile(
                    entry.label(),
                    "lies among the databases' folders, but holds a dump itself. Name one of the two dumps");
        }
        boolean isEmptyFolder = entry.isFolder() && entry.children().isEmpty();
        if (!isEmptyFolder) {
            notices.add(entry.label() + " is not part of a dump and is left out");
        }
    }

    private static String reasonForNothing(Path root, List<FolderEntry> entries) throws IOException {
        if (entries.isEmpty()) {
            return "folder is empty, " + EXPECTED;
        }
        for (FolderEntry entry : entries) {
            if (entry.isFile() && entry.plainName().equals("archive")) {
                return "folder holds no collections, but a file that mongodump --archive may have written. Name the file: "
                        + root.resolve(entry.name());
            }
            if (entry.isFolder() && holdsDatabases(entry)) {
                return "folder holds no collections, but a dump lies below. Name its folder: "
                        + root.resolve(entry.name());
            }
        }
        boolean hasOplog = entries.stream().anyMatch(entry -> entry.plainName().equals(OPLOG));
        return hasOplog
                ? "folder holds an oplog but no collections, " + EXPECTED
                : "folder holds no collections, " + EXPECTED;
    }

    private static boolean holdsDatabases(FolderEntry folder) throws IOException {
        for (FolderEntry entry : folder.children()) {
            if (entry.isFolder() && !collectionFiles(entry.children()).isEmpty()) {
                return true;
            }
        }
        return false;
    }
}

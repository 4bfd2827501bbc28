package io.snapferry.benchmarks.data;

/**
 * The documents of a data set in their order, each a function of its number alone. Not thread-safe.
 */
public final class Documents {
    private static final long SEED = 20_240_229;

    private final DocumentKind kind;
    private final int documentSizeBytes;
    private final RandomNumbers random = new RandomNumbers(SEED);
    private long number;

    private Documents(DocumentKind kind, int documentSizeBytes) {
        this.kind = kind;
        this.documentSizeBytes = documentSizeBytes;
    }

    /** As the kind makes them. */
    public static Documents of(DataSet dataSet) {
        return new Documents(dataSet.newKind(), 0);
    }

    /** As many of the kind's documents in the array of an outer one as fit into so many bytes. */
    public static Documents ofSize(DataSet dataSet, int documentSizeBytes) {
        return new Documents(dataSet.newKind(), documentSizeBytes);
    }

    /**
     * Documents from the first one on, one behind the other.
     *
     * @param maxBytes the last document ends before; the first is there whatever its size
     */
    public static byte[] bytes(DataSet dataSet, int maxBytes) {
        BsonBytes out = new BsonBytes(maxBytes);
        Documents documents = of(dataSet);
        int size = 0;
        do {
            size = out.size();
            documents.next(out);
        } while (out.size() <= maxBytes || size == 0);
        if (out.size() > maxBytes && size > 0) {
            out.truncate(size);
        }
        return out.toByteArray();
    }

    /** Appends the next document. */
    void next(BsonBytes out) {
        if (documentSizeBytes == 0) {
            inner(out);
            return;
        }
        int document = out.begin();
        out.objectId("_id", 1_650_000_000, 0xAAL, (int) number);
        int items = out.beginArray("items");
        for (int i = 0; ; i++) {
            int before = out.size();
            int element = out.beginDocument(BsonBytes.index(i));
            out.truncate(element);
            inner(out);
            if (out.size() + 2 - document > documentSizeBytes && i > 0) {
                out.truncate(before);
                number--;
                break;
            }
        }
        out.end(items);
        out.end(document);
    }

    private void inner(BsonBytes out) {
        random.restart(SEED, number);
        kind.append(number, random, out);
        number++;
    }
}

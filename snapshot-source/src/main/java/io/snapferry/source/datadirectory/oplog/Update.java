package io.snapferry.source.datadirectory.oplog;

import static io.snapferry.source.datadirectory.oplog.UnappliableException.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies the {@code o} of an update entry to a document, in each form that servers have written since MongoDB 4.0. */
final class Update {
    private static final String ID = "_id";
    private static final String VERSION = "$v";

    private Update() {}

    /** Whether it is all of the new document, so that the old one need not be there. */
    static boolean isReplacement(List<Field> update) {
        return Fields.find(update, VERSION).isEmpty()
                && (update.isEmpty() || !update.get(0).name().startsWith("$"));
    }

    /** @throws UnappliableException when the form is not known */
    static void requireKnown(List<Field> update) {
        if (isReplacement(update)) {
            return;
        }
        Field version = Fields.find(update, VERSION)
                .orElseThrow(() -> new UnappliableException(
                        "an update by \"" + update.get(0).text() + "\" without a version"));
        long number = version.integer().orElse(-1L);
        verify(number == 1 || number == 2, "an update of version " + number + ", expected 1 or 2");
        verify(
                number == 1
                        || Fields.find(update, "diff").filter(Field::isDocument).isPresent(),
                "an update of version 2 without a difference");
    }

    /**
     * The document after the update.
     *
     * @throws UnappliableException when the update is not understood, or does not fit the document
     */
    static byte[] apply(byte[] document, byte[] update) {
        List<Field> fields = Fields.of(update);
        requireKnown(fields);
        if (isReplacement(fields)) {
            return replacement(document, fields);
        }
        Optional<Field> diff = Fields.find(fields, "diff");
        boolean isDiff = Fields.find(fields, VERSION).flatMap(Field::integer).orElse(0L) == 2;
        return isDiff && diff.isPresent()
                ? DocumentDiff.apply(document, diff.get())
                : Modifiers.apply(document, fields);
    }

    /** The _id is the old document's, and stands in front as the server puts it when the new one has none. */
    private static byte[] replacement(byte[] document, List<Field> update) {
        List<Field> result = new ArrayList<>(update);
        if (Fields.find(update, ID).isEmpty()) {
            Fields.find(Fields.of(document), ID).ifPresent(id -> result.add(0, id));
        }
        return Fields.write(result);
    }
}

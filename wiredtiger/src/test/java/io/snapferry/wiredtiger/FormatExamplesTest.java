package io.snapferry.wiredtiger;

import static io.snapferry.wiredtiger.testing.DataDirectoryBuilder.directory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.directory.OpenSettings;
import io.snapferry.wiredtiger.table.RecordCursor;
import io.snapferry.wiredtiger.testing.Entry;
import io.snapferry.wiredtiger.testing.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked examples of docs/formats/wiredtiger.md are bytes of files that the reader understands. */
class FormatExamplesTest {
    private static final String DOCUMENT = "docs/formats/wiredtiger.md";
    private static final String TABLE_FILE = "example.wt";
    private static final String JOURNAL_FILE = "WiredTigerLog.0000000001";
    private static final String COOKIE = "018181e4b32f4487808080808080808080c5c0c5c0";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{8})  ((?:[0-9a-f]{2} )*[0-9a-f]{2})(?: .*)?");

    private static final long SECOND = 1L << 32;
    private static final byte[] ONE = HexFormat.of().parseHex("0c00000010610001000000" + "00");
    private static final byte[] TWO = HexFormat.of().parseHex("0c00000010610002000000" + "00");

    @TempDir
    private Path folder;

    private Path writeTable(long stableTimestamp) {
        return directory()
                .stableTimestamp(stableTimestamp)
                .history(List.of())
                .table(
                        "example",
                        table -> table.allocationBytes(512)
                                .logged(false)
                                .generations(5, 1)
                                .records(List.of(
                                        Entry.of(1, ONE), Entry.of(2, TWO).with(Window.from(100 * SECOND + 1, 17)))))
                .write(folder);
    }

    @Test
    void theTableIsAsTheDocumentShowsIt() throws IOException {
        Path directory = writeTable(100 * SECOND);
        assertThat(Files.readAllBytes(directory.resolve(TABLE_FILE)))
                .isEqualTo(shown(TABLE_FILE, (int) Files.size(directory.resolve(TABLE_FILE))));
        assertThat(Files.readString(directory.resolve("WiredTiger.wt"), StandardCharsets.ISO_8859_1))
                .contains("addr=\"" + COOKIE + "\"");
        assertThat(document()).contains(COOKIE);
    }

    @Test
    void theSecondRecordIsSeenFromItsTimestampOn() throws IOException {
        assertThat(keys(writeTable(100 * SECOND))).containsExactly("81");
        assertThat(keys(writeTable(100 * SECOND + 1))).containsExactly("81", "82");
    }

    @Test
    void theJournalIsReadAsTheDocumentShowsIt() throws IOException {
        directory()
                .checkpointLsn("(1,128)")
                .table(
                        "collection-0-1",
                        table -> table.configure("checkpoint_lsn", "(1,128)")
                                .records(List.of(Entry.of(1, ONE), Entry.of(2, TWO))))
                .write(folder);
        Path journal = Files.createDirectory(folder.resolve("journal"));
        Files.write(journal.resolve(JOURNAL_FILE), shown(JOURNAL_FILE, 512));
        assertThat(keys(folder)).containsExactly("82", "83");
    }

    private static List<String> keys(Path directory) throws IOException {
        List<String> keys = new ArrayList<>();
        try (DataDirectory opened = DataDirectory.open(directory, OpenSettings.defaults());
                RecordCursor cursor = opened.records(opened.files().stream()
                        .filter(file -> file.keyFormat().equals("q"))
                        .findFirst()
                        .orElseThrow())) {
            while (cursor.next()) {
                keys.add(cursor.key().toString());
            }
        }
        return keys;
    }

    /** The bytes of the document's block that begins with a file's name; those that it leaves out are zero. */
    private static byte[] shown(String file, int sizeBytes) throws IOException {
        String text = document();
        String begin = "```\n" + file + "\n";
        assertThat(text).contains(begin);
        int from = text.indexOf(begin) + begin.length();
        Map<Integer, byte[]> rows = new TreeMap<>();
        for (String line : text.substring(from, text.indexOf("```", from)).split("\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                rows.put(
                        Integer.parseInt(matcher.group(1), 16),
                        HexFormat.ofDelimiter(" ").parseHex(matcher.group(2)));
            }
        }
        assertThat(rows).isNotEmpty();
        byte[] bytes = new byte[sizeBytes];
        rows.forEach((offset, row) -> System.arraycopy(row, 0, bytes, offset, row.length));
        return bytes;
    }

    /** Skips the test where the repository's documents are not above the working directory. */
    private static String document() throws IOException {
        Optional<Path> found = Optional.empty();
        for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
            if (found.isEmpty() && Files.exists(above.resolve(DOCUMENT))) {
                found = Optional.of(above.resolve(DOCUMENT));
            }
        }
        assumeTrue(found.isPresent(), () -> "skipped: no " + DOCUMENT);
        return Files.readString(found.get());
    }
}

package io.snapferry.wiredtiger.visibility;

import static io.snapferry.wiredtiger.testing.DataDirectoryBuilder.directory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.wiredtiger.Records;
import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.testing.DataDirectoryBuilder;
import io.snapferry.wiredtiger.testing.Entry;
import io.snapferry.wiredtiger.testing.HistoryVersion;
import io.snapferry.wiredtiger.testing.ModificationBytes;
import io.snapferry.wiredtiger.testing.Placement;
import io.snapferry.wiredtiger.testing.TableBuilder;
import io.snapferry.wiredtiger.testing.Truncate;
import io.snapferry.wiredtiger.testing.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which value of a record belongs to the point in time of the checkpoint. */
class PointInTimeTest {
    private static final String FILE = "collection-0-1.wt";
    private static final int TABLE = 2;
    private static final long STABLE = 100;
    /** Of a transaction that the checkpoint saw. */
    private static final long SEEN = 40;
    /** Of a transaction that ran beside the checkpoint. */
    private static final long RUNNING = 52;

    @TempDir
    Path folder;

    @Test
    void aValueThatBeganInTimeIsThere() throws IOException {
        assertThat(read(page(Window.from(STABLE, SEEN)))).isEqualTo("newest");
    }

    @Test
    void aValueThatBeganLaterIsNot() throws IOException {
        assertThat(read(page(Window.from(STABLE + 1, SEEN)))).isEmpty();
    }

    @Test
    void aValueThatBecameDurableLaterIsNot() throws IOException {
        assertThat(read(page(Window.from(STABLE, SEEN).startDurableAt(STABLE + 1))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"49, newest", "51, newest", "52, ''", "53, newest", "59, newest", "60, ''", "1000, ''"})
    void aValueIsThereWhenTheCheckpointSawItsTransaction(long transaction, String expected) throws IOException {
        assertThat(read(page(Window.from(STABLE, transaction)))).isEqualTo(expected);
    }

    @Test
    void aValueOfAPreparedTransactionIsNotThere() throws IOException {
        assertThat(read(page(Window.from(STABLE - 1, SEEN).prepared()))).isEmpty();
    }

    @Test
    void aValueThatEndedInTimeIsNotThere() throws IOException {
        assertThat(read(page(Window.from(10, SEEN).to(STABLE, SEEN)))).isEmpty();
    }

    @Test
    void aValueThatEndedLaterIsThere() throws IOException {
        assertThat(read(page(Window.from(10, SEEN).to(STABLE + 1, SEEN)))).isEqualTo("newest");
        assertThat(read(page(Window.from(10, SEEN).to(STABLE, SEEN).stopDurableAt(STABLE + 1))))
                .isEqualTo("newest");
    }

    @Test
    void aValueThatATransactionEndedWhichTheCheckpointDidNotSeeIsThere() throws IOException {
        assertThat(read(page(Window.from(10, SEEN).to(STABLE, RUNNING)))).isEqualTo("newest");
    }

    @Test
    void aValueWhoseEndIsOnlyPreparedIsThere() throws IOException {
        assertThat(read(page(Window.from(10, SEEN).to(50, SEEN + 1).prepared())))
                .isEqualTo("newest");
    }

    @Test
    void aValueThatAPreparedTransactionWroteAndEndedIsNotThere() throws IOException {
        assertThat(read(page(Window.from(50, SEEN).to(50, SEEN).prepared()))).isEmpty();
    }

    @Test
    void aValueWithoutWindowIsAlwaysThere() throws IOException {
        assertThat(read(table -> table.records(List.of(Entry.of(1, bytes("newest"))))))
                .isEqualTo("newest");
    }

    @Test
    void aValueWithoutLengthHasAPointInTimeToo() throws IOException {
        assertThat(read(table -> table.records(List.of(
                        Entry.of(1, new byte[0]).with(Window.from(STABLE + 1, SEEN)), Entry.of(2, bytes("second"))))))
                .isEqualTo("second");
    }

    @Test
    void timestampsAndTransactionsAreUnsigned() throws IOException {
        assertThat(read(page(Window.from(0xffff_ffff_0000_0000L, SEEN)))).isEmpty();
        assertThat(read(
                        0xf000_0000_0000_0000L,
                        page(Window.from(0xefff_0000_0000_0000L, SEEN).to(0xf000_0000_0000_0001L, SEEN))))
                .isEqualTo("newest");
    }

    @Test
    void withoutAStableTimestampAllThatTheCheckpointSawIsThere() throws IOException {
        assertThat(read(0, page(Window.from(Long.MAX_VALUE, SEEN)))).isEqualTo("newest");
        assertThat(read(0, page(Window.from(5, RUNNING)))).isEmpty();
    }

    @Test
    void theNewestWholeVersionInTimeTakesThePlaceOfATooNewValue() throws IOException {
        assertThat(read(
                        page(Window.from(120, SEEN)),
                        whole(Window.from(10, SEEN).to(50, SEEN), "oldest"),
                        whole(Window.from(50, SEEN).to(110, SEEN), "middle"),
                        whole(Window.from(110, SEEN).to(120, SEEN), "too new")))
                .isEqualTo("middle");
    }

    @Test
    void aVersionThatEndedInTimeWithoutANewerOneMeansThatTheRecordWasDeleted() throws IOException {
        assertThat(read(
                        page(Window.from(120, SEEN)),
                        whole(Window.from(10, SEEN).to(50, SEEN), "deleted at 50")))
                .isEmpty();
    }

    @Test
    void aVersionThatEndedLaterIsThere() throws IOException {
        assertThat(read(
                        page(Window.from(120, SEEN)),
                        whole(Window.from(10, SEEN).to(101, SEEN), "older")))
                .isEqualTo("older");
    }

    @Test
    void anOlderVersionTakesThePlaceOfAPreparedValue() throws IOException {
        assertThat(read(
                        page(Window.from(90, SEEN).prepared()),
                        whole(Window.from(10, SEEN).to(90, SEEN), "older")))
                .isEqualTo("older");
    }

    @Test
    void modificationsLeadBackFromTheValueOnThePage() throws IOException {
        assertThat(read(
                        page(Window.from(120, SEEN)),
                        modification(Window.from(10, SEEN).to(50, SEEN), 0, 6, "oldest"),
                        modification(Window.from(50, SEEN).to(110, SEEN), 6, 0, " but two"),
                        modification(Window.from(110, SEEN).to(120, SEEN), 0, 3, "old")))
                .isEqualTo("oldest but two");
    }

    @Test
    void modificationsLeadBackFromTheNearestWholeVersion() throws IOException {
        assertThat(read(
                        page(Window.from(120, SEEN)),
                        modification(Window.from(50, SEEN).to(105, SEEN), 0, 1, "W"),
                        whole(Window.from(105, SEEN).to(110, SEEN), "whole"),
                        modification(Window.from(110, SEEN).to(120, SEEN), 0, 100, "not needed")))
                .isEqualTo("Whole");
    }

    @Test
    void theBlockOfATooNewValueIsNotNeededWhenAnOlderVersionIsWhole() throws IOException {
        Entry entry = Entry.of(1, bytes("newest")).with(Window.from(120, SEEN)).withValue(Placement.OVERFLOW_REMOVED);

        assertThat(read(
                        table -> table.records(List.of(entry)),
                        whole(Window.from(50, SEEN).to(120, SEEN), "older")))
                .isEqualTo("older");
    }

    @Test
    void theRemovedBlockOfAValueThatIsNeededIsAnError() {
        Entry entry = Entry.of(1, bytes("newest")).with(Window.from(120, SEEN)).withValue(Placement.OVERFLOW_REMOVED);

        assertThatThrownBy(() -> read(
                        table -> table.records(List.of(entry)),
                        modification(Window.from(50, SEEN).to(120, SEEN), 0, 1, "x")))
                .isInstanceOf(WiredTigerFormatException.class)
                .hasMessageContaining("its block is gone");
    }

    @Test
    void versionsOfOtherTablesAndLongerKeysDoNotCount() throws IOException {
        assertThat(read(
                        page(Window.from(120, SEEN)),
                        HistoryVersion.whole(TABLE + 1, key(1), Window.from(10, SEEN), bytes("other table")),
                        HistoryVersion.whole(TABLE, key(100), Window.from(10, SEEN), bytes("other key"))))
                .isEmpty();
    }

    @Test
    void aHistoryStoreOfManyPagesIsReadInAnyOrderOfKeyLengths() throws IOException {
        List<Entry> entries = LongStream.rangeClosed(1, 500)
                .mapToObj(id -> Entry.of(id * 100, bytes("newest")).with(Window.from(120, SEEN)))
                .toList();
        List<HistoryVersion> versions = entries.stream()
                .map(entry -> HistoryVersion.whole(
                        TABLE, entry.key(), Window.from(10, SEEN).to(120, SEEN), bytes("older")))
                .toList();
        at(STABLE)
                .table("collection-0-1", table -> table.logged(false).records(entries))
                .history(versions, store -> store.pageBytes(512, 256))
                .write(folder);

        assertThat(Records.of(folder, FILE))
                .hasSize(500)
                .allSatisfy(line -> assertThat(line).endsWith(" 6f6c646572"));
    }

    @Test
    void aVersionOfAnUnknownTypeIsAnError() {
        HistoryVersion version =
                new HistoryVersion(TABLE, key(1), 0, Window.from(10, SEEN).to(120, SEEN), 2, bytes("tombstone"));

        assertThatThrownBy(() -> read(page(Window.from(120, SEEN)), version))
                .isInstanceOf(WiredTigerFormatException.class)
                .hasMessageContaining("WiredTigerHS.wt")
                .hasMessageContaining("version of type 2 is not known");
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 1, ''", "1, 1, 1, newest", "5, 5, 5, newest", "6, 5, 5, ''", "6, 5, 6, newest", "6, 0, 0, ''"})
    void transactionIdsOfOtherRunsOfTheServerDoNotCount(long page, long run, long base, String expected)
            throws IOException {
        String found = readFrom(at(STABLE)
                .baseWriteGeneration(base)
                .table(
                        "collection-0-1",
                        table -> table.logged(false)
                                .generations(page, run)
                                .records(List.of(Entry.of(1, bytes("newest")).with(Window.from(50, RUNNING)))))
                .history(List.of()));

        assertThat(found).isEqualTo(expected);
    }

    @Test
    void aLoggedTableHasNoPointInTimeButEnds() throws IOException {
        String found = readFrom(at(STABLE)
                .table(
                        "collection-0-1",
                        table -> table.records(List.of(
                                Entry.of(1, bytes("too new")).with(Window.from(STABLE + 1, RUNNING)),
                                Entry.of(2, bytes("ended"))
                                        .with(Window.from(1, SEEN).to(STABLE + 50, SEEN)))))
                .history(List.of()));

        assertThat(found).isEqualTo("too new");
    }

    @Test
    void withoutAHistoryStoreThePagesAreTheAnswer() throws IOException {
        String found = readFrom(at(STABLE)
                .version("3.2.0")
                .table(
                        "collection-0-1",
                        table -> table.logged(false)
                                .records(
                                        List.of(Entry.of(1, bytes("newest")).with(Window.from(STABLE + 1, RUNNING))))));

        assertThat(found).isEqualTo("newest");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0, newest", "10.0.1, ''"})
    void theSnapshotOfTheFirstVersionThatWroteOneIsNotTrusted(String version, String expected) throws IOException {
        String found = readFrom(at(STABLE)
                .version(version)
                .table(
                        "collection-0-1",
                        table -> table.logged(false)
                                .records(List.of(Entry.of(1, bytes("newest")).with(Window.from(STABLE, RUNNING)))))
                .history(List.of()));

        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "40, 100, 100, ''",
        "40, 100, 101, first",
        "40, 101, 101, first",
        "52, 100, 100, first",
        "60, 100, 100, first"
    })
    void aLeafIsThereWhenItsTruncateIsNotVisible(long transaction, long timestamp, long durable, String first)
            throws IOException {
        String found = read(table -> table.records(List.of(
                        Entry.of(1, bytes("first")).with(Window.from(10, SEEN)),
                        Entry.of(2, bytes("second")).with(Window.from(10, SEEN))))
                .pageBytes(1, 512)
                .truncates(leaf -> leaf == 0 ? new Truncate.By(transaction, timestamp, durable) : new Truncate.Not()));

        assertThat(found).isEqualTo(first.isEmpty() ? "second" : first + " second");
    }

    private static TableForm page(Window window) {
        return table -> table.records(List.of(Entry.of(1, bytes("newest")).with(window)));
    }

    private static HistoryVersion whole(Window window, String value) {
        return HistoryVersion.whole(TABLE, key(1), window, bytes(value));
    }

    private static HistoryVersion modification(Window window, long offset, long replaced, String data) {
        byte[] changes =
                new ModificationBytes().replace(offset, replaced, bytes(data)).toByteArray();
        return HistoryVersion.modification(TABLE, key(1), window, changes);
    }

    private static byte[] key(long recordId) {
        return Entry.of(recordId, new byte[0]).key();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private interface TableForm {
        void fill(TableBuilder table);
    }

    private String read(TableForm form, HistoryVersion... versions) throws IOException {
        return read(STABLE, form, versions);
    }

    private String read(long stable, TableForm form, HistoryVersion... versions) throws IOException {
        return readFrom(at(stable)
                .table("collection-0-1", table -> form.fill(table.logged(false)))
                .history(List.of(versions)));
    }

    private static DataDirectoryBuilder at(long stable) {
        return directory().stableTimestamp(stable).snapshot(50, 60, RUNNING).baseWriteGeneration(1);
    }

    /** The values of all records, with a space between. */
    private String readFrom(DataDirectoryBuilder builder) throws IOException {
        return Records.of(builder.write(folder), FILE).stream()
                .map(line -> new String(
                        HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1)), StandardCharsets.UTF_8))
                .collect(Collectors.joining(" "));
    }
}

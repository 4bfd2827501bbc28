package io.snapferry.wiredtiger.directory;

import static io.snapferry.wiredtiger.testing.DataDirectoryBuilder.directory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.wiredtiger.Records;
import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.block.BlockCompressor;
import io.snapferry.wiredtiger.testing.Compression;
import io.snapferry.wiredtiger.testing.DataDirectoryBuilder;
import io.snapferry.wiredtiger.testing.TableBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found out about a directory as a whole, and which ones are refused. */
class DataDirectoryTest {
    private static final String TABLE = "collection-0-1.wt";
    private static final String TURTLE = "WiredTiger.turtle";

    @TempDir
    Path folder;

    @Test
    void filesAreToldWithWhatIsNeededToReadThem() throws IOException {
        directory()
                .table(
                        "collection-0-1",
                        table -> table.compressor(Compression.ZSTD)
                                .allocationBytes(512)
                                .logged(false)
                                .records(3, id -> new byte[1]))
                .table("index/1-1", table -> table.keyFormat("u"))
                .history(List.of())
                .write(folder);

        try (DataDirectory opened = open()) {
            assertThat(opened.files())
                    .extracting(TableFile::name)
                    .containsExactly("WiredTigerHS.wt", TABLE, "index/1-1.wt");
            TableFile table = opened.file(TABLE).orElseThrow();
            assertThat(table.ident()).isEqualTo("collection-0-1");
            assertThat(table.compressor()).isEqualTo(BlockCompressor.ZSTD);
            assertThat(table.allocationSizeBytes()).isEqualTo(512);
            assertThat(table.isLogged()).isFalse();
            assertThat(table.keyFormat()).isEqualTo("q");
            assertThat(table.valueFormat()).isEqualTo("u");
            assertThat(table.checkpoint().orElseThrow().fileSizeBytes()).isEqualTo(Files.size(folder.resolve(TABLE)));
            assertThat(opened.file("index/1-1.wt").orElseThrow().isLogged()).isTrue();
            assertThat(opened.file("another.wt")).isEmpty();
            assertThat(opened.unreadable()).isEmpty();
            assertThat(opened.version()).hasToString("11.3.0");
            assertThat(opened.versionText()).startsWith("WiredTiger 11.3.0");
            assertThat(opened.isHotBackup()).isFalse();
            assertThat(opened.journal()).isInstanceOf(JournalState.NotKept.class);
            assertThat(opened.readPoint().stableTimestamp()).isEmpty();
        }
    }

    @Test
    void aHotBackupIsReadFromItsOwnMetadata() throws IOException {
        directory()
                .table("collection-0-1", table -> table.logged(false).records(3, id -> new byte[1]))
                .stableTimestamp(0x1234_0000_0001L)
                .hotBackup()
                .write(folder);

        try (DataDirectory opened = open()) {
            assertThat(opened.isHotBackup()).isTrue();
            assertThat(opened.version()).hasToString("11.3.0");
            assertThat(opened.readPoint().stableTimestamp()).hasValue(0x1234_0000_0001L);
        }
        assertThat(Records.of(folder, TABLE)).hasSize(3);
    }

    @Test
    void aBackupsMetadataWinsOverTheTurtle() throws IOException {
        directory()
                .table("collection-0-1", table -> table.records(9, id -> new byte[1]))
                .write(folder);
        directory()
                .table("collection-0-1", table -> table.logged(false).records(3, id -> new byte[1]))
                .hotBackup()
                .write(folder);

        assertThat(Records.of(folder, TABLE)).hasSize(3);
    }

    @Test
    void aBackupThatIsCutAnywhereIsAnErrorOrHasFewerFiles() throws IOException {
        directory()
                .table("collection-0-1", table -> table.records(3, id -> new byte[1]))
                .hotBackup()
                .write(folder);
        Path file = folder.resolve("WiredTiger.backup");
        String text = Files.readString(file);
        for (int length = 0; length < text.length(); length++) {
            Files.writeString(file, text.substring(0, length));
            try (DataDirectory opened = open()) {
                assertThat(text.charAt(length - 1)).isEqualTo('\n');
                assertThat(opened.files()).hasSize(1);
            } catch (WiredTigerFormatException e) {
                assertThat(e).hasMessageContaining("WiredTiger.backup");
            }
        }
    }

    @Test
    void aBackupWithoutItsVersionIsRefused() throws IOException {
        directory().table("collection-0-1", table -> {}).hotBackup().write(folder);
        Files.delete(folder.resolve("WiredTiger"));

        assertOpenRefused().hasMessage("WiredTiger: missing: not a complete copy");
    }

    @Test
    void theNextTurtleIsReadWhenTheTurtleIsGone() throws IOException {
        directory()
                .table("collection-0-1", table -> table.records(3, id -> new byte[1]))
                .write(folder);
        Files.move(folder.resolve(TURTLE), folder.resolve("WiredTiger.turtle.set"));

        assertThat(Records.of(folder, TABLE)).hasSize(3);
    }

    @Test
    void aFolderWithoutTurtleIsNoDataDirectory() {
        assertOpenRefused().hasMessage(TURTLE + ": missing: not a data directory, or not a complete copy");
    }

    @Test
    void aDirectoryWithoutFilesIsRefused() {
        directory().write(folder);
        assertOpenRefused().hasMessageContaining("it does not describe a metadata table with data");

        directory().entry("system:checkpoint", "checkpoint_timestamp=\"1\"").write(folder);
        assertOpenRefused().hasMessageContaining("names no files");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.9.9", "13.0.0", "99.0.0"})
    void aVersionThatIsNotKnownIsRefused(String version) {
        directory().version(version).table("collection-0-1", table -> {}).write(folder);
        assertOpenRefused().hasMessageContaining("known are 2 to 12");

        directory()
                .version(version)
                .table("collection-0-1", table -> {})
                .hotBackup()
                .write(folder);
        assertOpenRefused().hasMessageContaining("known are 2 to 12");
    }

    @Test
    void aFileThatTheMetadataNamesAndIsNotThereIsAnErrorOfThatTableOnly() throws IOException {
        directory()
                .table("collection-0-1", table -> table.records(3, id -> new byte[1]))
                .table("collection-1-1", TableBuilder::withoutFile)
                .write(folder);

        assertThat(Records.of(folder, TABLE)).hasSize(3);
        assertThatThrownBy(() -> Records.of(folder, "collection-1-1.wt"))
                .isInstanceOf(WiredTigerFormatException.class)
                .hasMessage("collection-1-1.wt: the metadata names this file, it is missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            encryption        | (keyid=,name=aes256)        | encrypted at rest
            collator          | reverse                     | a collator
            huffman_key       | english                     | Huffman encoding
            huffman_value     | english                     | Huffman encoding
            block_compressor  | lz4                         | block compressor "lz4" is not supported
            block_compressor  | iaa                         | block compressor "iaa" is not supported
            tiered_object     | true                        | tiered or disaggregated storage
            disaggregated     | (page_log=palm)             | tiered or disaggregated storage
            block_manager     | disagg                      | tiered or disaggregated storage
            live_restore      | (bitmap=ff,nbits=8)         | a live restore is under way
            version           | (major=3,minor=0)           | tree of version 3 is newer than the known 2
            allocation_size   | 4711                        | expected a power of two
            allocation_size   | 1GB                         | is no size
            allocation_size   | 256MB                       | expected a power of two from 512
            allocation_size   | -4096                       | expected a power of two
            allocation_size   | 9999999999999999MB          | is no size
            id                | x                           | expected a number behind "id"
            id                | 4294967296                  | no id of 32 bits
            checkpoint_lsn    | (1,x)                       | expected a number in checkpoint_lsn
            checkpoint        | (a=(addr="zz"))             | expected hex
            checkpoint        | (a=(addr="02808080"))       | checkpoint address of version 2
            checkpoint        | (a=(addr="0180"))           | expected a byte
            checkpoint        | (a=(addr="018080808080808080808080808180ff")) | tiered storage
            checkpoint        | (a=(addr=""                 | opening bracket without a closing one
            """)
    void aTableOfAKindThatIsNotReadIsRefusedAndTheOthersAreRead(String key, String value, String message)
            throws IOException {
        directory()
                .table("collection-0-1", table -> table.records(3, id -> new byte[1]))
                .table("collection-1-1", table -> table.configure(key, value))
                .write(folder);

        assertThat(Records.of(folder, TABLE)).hasSize(3);
        try (DataDirectory opened = open()) {
            assertThat(opened.unreadable()).containsOnlyKeys("collection-1-1.wt");
            assertThatThrownBy(() -> opened.file("collection-1-1.wt"))
                    .isInstanceOf(WiredTigerFormatException.class)
                    .hasMessageStartingWith("collection-1-1.wt: its metadata: ")
                    .hasMessageContaining(message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(bitmap=,nbits=0)", "(bitmap=,nbits=-1)", ""})
    void aLiveRestoreThatIsOverDoesNotMatter(String value) throws IOException {
        directory()
                .table(
                        "collection-0-1",
                        table -> table.configure("live_restore", value).records(3, id -> new byte[1]))
                .write(folder);

        assertThat(Records.of(folder, TABLE)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiered:collection-0-1",
                "object:collection-0-1-0000000001.wtobj",
                "tier:collection-0-1",
                "layered:collection-0-1",
                "lsm:collection-0-1",
                "file:collection-0-1.wt_stable",
                "file:collection-0-1.wt_ingest",
                "file:../collection-0-1.wt",
                "file:a/../../b.wt",
                "file:/etc/passwd",
                "file:a\\b.wt",
                "file:"
            })
    void anEntryThatLeadsOutOfTheDirectoryIsRefused(String key) {
        DataDirectoryBuilder builder = directory().table("collection-0-1", table -> {});
        builder.entry(key, "").write(folder);
        assertOpenRefused().hasMessageContaining("WiredTiger.wt: \"" + key + "\"");

        builder.hotBackup().write(folder);
        assertOpenRefused().hasMessageContaining("WiredTiger.backup: \"" + key + "\"");
    }

    @Test
    void aFileNameThatTheSystemCannotHaveIsAnErrorOfThatTableOnly() throws IOException {
        String name = "collection-\ud800-\u00e9" + "x".repeat(300) + ".wt";
        directory()
                .table("collection-0-1", table -> table.records(3, id -> new byte[1]))
                .entry("file:" + name, "allocation_size=4KB,id=77,key_format=q,value_format=u,checkpoint=")
                .write(folder);

        assertThat(Records.of(folder, TABLE)).hasSize(3);
        try (DataDirectory opened = open()) {
            for (TableFile file : opened.files()) {
                if (!file.name().equals(TABLE)) {
                    assertThatThrownBy(() -> opened.records(file)).isInstanceOf(IOException.class);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            system:checkpoint                | checkpoint_timestamp="xyz"                  | is no hex number
            system:checkpoint                | checkpoint_timestamp="12345678901234567"    | is no hex number
            system:checkpoint_snapshot       | snapshot_min=5,snapshot_max=9,snapshot_count=2,snapshots=[6] | of 2 transactions names 1
            system:checkpoint_snapshot       | snapshot_min=5,snapshot_count=1,snapshots=[x] | is no number
            system:checkpoint_snapshot       | snapshots=5                                 | expected brackets
            system:checkpoint_base_write_gen | base_write_gen=x                            | expected a number
            system:checkpoint_base_write_gen | base_write_gen=(                            | opening bracket
            """)
    void aPointInTimeThatIsNotUnderstoodIsRefused(String key, String value, String message) {
        directory().table("collection-0-1", table -> {}).entry(key, value).write(folder);

        assertOpenRefused().hasMessageContaining(message);
    }

    @Test
    void theCheckpointOfTheHighestOrderIsRead() throws IOException {
        directory()
                .table("collection-0-1", table -> table.records(3, id -> new byte[1]))
                .write(folder);
        String text;
        try (DataDirectory opened = open()) {
            text = opened.file(TABLE)
                    .orElseThrow()
                    .checkpoint()
                    .orElseThrow()
                    .root()
                    .toString();
        }
        String addressOf = checkpointAddress();
        directory()
                .table(
                        "collection-0-1",
                        table -> table.records(3, id -> new byte[1])
                                .configure(
                                        "checkpoint",
                                        "(named=(addr=\"\",order=12),WiredTigerCheckpoint.13=(addr=\"" + addressOf
                                                + "\",order=13,time=5,size=6,run_write_gen=7),another=(addr=\"\",order=2))"))
                .write(folder);

        try (DataDirectory opened = open()) {
            Checkpoint checkpoint =
                    opened.file(TABLE).orElseThrow().checkpoint().orElseThrow();
            assertThat(checkpoint.root()).hasToString(text);
            assertThat(checkpoint.order()).isEqualTo(13);
            assertThat(checkpoint.timeSeconds()).isEqualTo(5);
            assertThat(checkpoint.runWriteGeneration()).isEqualTo(7);
        }
        assertThat(Records.of(folder, TABLE)).hasSize(3);
    }

    private String checkpointAddress() throws IOException {
        directory()
                .table("collection-0-1", table -> table.records(3, id -> new byte[1]))
                .hotBackup()
                .write(folder);
        String backup = Files.readString(folder.resolve("WiredTiger.backup"));
        Files.delete(folder.resolve("WiredTiger.backup"));
        String after = backup.substring(backup.indexOf("addr=\"") + 6);
        return after.substring(0, after.indexOf('"'));
    }

    @Test
    void aTableThatWasNeverInACheckpointIsEmpty() throws IOException {
        directory()
                .table("collection-0-1", table -> table.configure("checkpoint", ""))
                .write(folder);

        assertThat(Records.of(folder, TABLE)).isEmpty();
    }

    @Test
    void aFileOfANewerFormatOrAnotherKindIsRefused() throws IOException {
        directory()
                .table("collection-0-1", table -> table.records(3, id -> new byte[1]))
                .write(folder);
        byte[] bytes = Files.readAllBytes(folder.resolve(TABLE));
        bytes[0]++;
        Files.write(folder.resolve(TABLE), bytes);

        assertThatThrownBy(() -> Records.of(folder, TABLE))
                .isInstanceOf(WiredTigerFormatException.class)
                .hasMessage(TABLE + " at byte 0: magic number 120898, expected 120897");
    }

    @Test
    void aSmallFileWithALargeUnitIsRefusedBeforeMemoryIsTaken() throws IOException {
        directory()
                .table(
                        "collection-0-1",
                        table -> table.configure("allocation_size", "128MB")
                                .configure("checkpoint", "")
                                .records(3, id -> new byte[1]))
                .write(folder);

        assertThatThrownBy(() -> Records.of(folder, TABLE))
                .isInstanceOf(WiredTigerFormatException.class)
                .hasMessageContaining(
                        TABLE + " at byte 0: expected a first unit of 134217728 bytes, the file has 12288");
    }

    private DataDirectory open() throws IOException {
        return DataDirectory.open(folder, OpenSettings.defaults());
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertOpenRefused() {
        return assertThatThrownBy(this::open).isInstanceOf(WiredTigerFormatException.class);
    }
}

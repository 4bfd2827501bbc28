package io.snapferry.run;

import static io.snapferry.run.ExportFixture.export;
import static io.snapferry.run.ExportFixture.settings;
import static io.snapferry.run.ExportFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snapferry.manifest.FinishedObject;
import io.snapferry.manifest.ManifestFormat;
import io.snapferry.manifest.ManifestHeader;
import io.snapferry.plan.PlanException;
import io.snapferry.store.folder.FolderObjectStore;
import io.snapferry.testing.datadirectory.MongodDirectory;
import io.snapferry.testing.dump.DumpBuilder;
import io.snapferry.verify.ExportVerifier;
import io.snapferry.verify.VerifyProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is different when a source is a data directory. */
class DataDirectoryExportTest {
    private static final int SMALL_CHUNK = 2_000;

    @TempDir
    private Path folder;

    private static MongodDirectory shop() {
        return MongodDirectory.standalone().collection("shop.orders", 200);
    }

    private ManifestHeader manifestOf(Path source) throws Exception {
        export(source, folder.resolve("bucket"), SMALL_CHUNK, 2);
        String line = text(folder.resolve("bucket"), ".manifest.jsonl")
                .lines()
                .findFirst()
                .orElseThrow();
        ManifestHeader header = new ManifestFormat().readHeader(line);
        assertThat(new ManifestFormat().header(header)).as("written again").isEqualTo(line);
        return header;
    }

    @Test
    void theManifestTellsAsOfWhenADirectoryWasRead() throws Exception {
        ManifestHeader header = manifestOf(MongodDirectory.replicaSetMember()
                .collection("shop.orders", 20)
                .stableSeconds(1_700_000_100)
                .write(folder.resolve("rs0")));
        SortedMap<String, ManifestHeader.Source> sources = header.sources().orElseThrow();
        assertThat(sources).containsOnlyKeys("rs0");
        ManifestHeader.Source source = sources.values().iterator().next();
        assertThat(source.deployment()).isEqualTo("replica set member");
        assertThat(source.stableTimestamp()).contains("1700000100:0");
        assertThat(source.topOfOplog()).contains("1700000101:0");
        assertThat(source.identity()).hasSize(64);
    }

    @Test
    void theManifestOfADumpTellsNothingOfThat() throws Exception {
        ManifestHeader header = manifestOf(
                DumpBuilder.dump().collection("shop", "orders").documents(3).writeFolder(folder.resolve("dump")));
        assertThat(header.sources()).isEmpty();
        assertThat(text(folder.resolve("bucket"), ".manifest.jsonl")).doesNotContain("sources");
    }

    @Test
    void anExportOfADirectoryIsWhole() throws Exception {
        export(shop().write(folder.resolve("rs0")), folder.resolve("bucket"), SMALL_CHUNK, 2);
        try (FolderObjectStore store = new FolderObjectStore(folder.resolve("bucket"))) {
            ExportVerifier verifier = new ExportVerifier(store, ExportFixture.PREFIX.value(), 1, new VerifyProgress());
            verifier.readBack();
            assertThat(verifier.report().findings()).isEmpty();
        }
    }

    @Test
    void aRunOverTheSameDirectoryInAnotherFolderGoesOn() throws Exception {
        Ledger ledger = new Ledger();
        run(shop().write(folder.resolve("a")), ledger);
        run(shop().write(folder.resolve("b")), ledger);
        assertThat(ledger.objects).isNotEmpty();
    }

    @Test
    void aDirectoryThatChangedSinceTheFirstRunIsRefused() throws Exception {
        Ledger ledger = new Ledger();
        run(shop().write(folder.resolve("a")), ledger);
        Path changed = shop().collection("shop.orders", 201).write(folder.resolve("b"));
        assertThatExceptionOfType(PlanException.class)
                .isThrownBy(() -> run(changed, ledger))
                .withMessageContaining("the snapshot changed since this export began: the source of rs0");
    }

    @Test
    void aDumpInPlaceOfADirectoryIsRefused() throws Exception {
        Ledger ledger = new Ledger();
        run(shop().write(folder.resolve("a")), ledger);
        Path dump = DumpBuilder.dump().collection("shop", "orders").documents(3).writeFolder(folder.resolve("dump"));
        assertThatExceptionOfType(PlanException.class)
                .isThrownBy(() -> run(dump, ledger))
                .withMessageContaining("the source of rs0");
    }

    private void run(Path source, ExportLedger ledger) throws IOException, InterruptedException {
        try (FolderObjectStore store = new FolderObjectStore(folder.resolve("bucket"))) {
            export(Map.of("rs0", source), store, settings(SMALL_CHUNK), ledger, 1);
        }
    }

    /** Remembers what the first run said. */
    private static final class Ledger implements ExportLedger {
        private final SortedMap<String, FinishedObject> objects = new TreeMap<>();
        private Optional<SortedMap<String, String>> sources = Optional.empty();

        @Override
        public synchronized SortedMap<String, String> settleSources(SortedMap<String, String> identities) {
            sources = sources.or(() -> Optional.of(identities));
            return sources.get();
        }

        @Override
        public synchronized boolean isResumed() {
            return !objects.isEmpty();
        }

        @Override
        public synchronized Collection<FinishedObject> finished() {
            return List.copyOf(objects.values());
        }

        @Override
        public synchronized void record(FinishedObject object) {
            objects.put(object.key(), object);
        }

        @Override
        public void beginCompletion() {}
    }
}

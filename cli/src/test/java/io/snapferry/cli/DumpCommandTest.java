package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.testing.dump.DumpBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpCommandTest {
    @TempDir
    private Path folder;

    private static DumpBuilder shop() {
        return dump().collection("shop", "orders")
                .documents(50)
                .collection("shop", "Grüße/☕ 100%")
                .documents(3)
                .view("shop", "open", "orders")
                .timeSeries("metrics", "load")
                .documents(4)
                .collection("admin", "system.version")
                .documents(1)
                .multiplexed(7);
    }

    @Test
    void makesOneFolderOfEveryFormOfADump() throws IOException {
        CommandRun.done("dump", shop().writeFolder(folder.resolve("a")).toString(), "--to", to("from-folder"));
        CommandRun.done("dump", shop().writeGzippedFolder(folder.resolve("b")).toString(), "--to", to("from-gz"));
        CommandRun run = CommandRun.done(
                "dump", shop().writeGzippedArchive(folder.resolve("c.gz")).toString(), "--to", to("from-archive"));
        assertThat(run.out())
                .isEqualTo("58 documents of 5 namespaces in " + to("from-archive") + System.lineSeparator());
        assertThat(FolderTree.of(folder.resolve("from-gz"))).isEqualTo(FolderTree.of(folder.resolve("from-folder")));
        assertThat(FolderTree.of(folder.resolve("from-archive")))
                .isEqualTo(FolderTree.of(folder.resolve("from-folder")));
        for (String file : new String[] {"shop/orders.bson", "metrics/system.buckets.load.bson"}) {
            assertThat(folder.resolve("from-archive").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("a").resolve(file));
        }
        assertThat(folder.resolve("from-archive/shop/open.metadata.json")).exists();
    }

    @Test
    void refusesAFolderThatHoldsSomething() throws IOException {
        Path dump = shop().writeFolder(folder.resolve("a"));
        Files.createDirectories(folder.resolve("used/something"));
        CommandRun run = CommandRun.of("dump", dump.toString(), "--to", to("used"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains(to("used")).contains("not empty");
    }

    @Test
    void namesFileAndPositionOfDamage() {
        Path dump = dump().collection("shop", "orders")
                .documents(1)
                .rawDocument(new byte[] {4, 0, 0, 0})
                .writeFolder(folder.resolve("a"));
        CommandRun run = CommandRun.of("dump", dump.toString(), "--to", to("out"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("shop.orders in shop/orders.bson at byte ");
    }

    private String to(String name) {
        return folder.resolve(name).toString();
    }
}

package io.snapferry.wiredtiger.hostile;

import static io.snapferry.wiredtiger.testing.DataDirectoryBuilder.directory;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.wiredtiger.Records;
import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.testing.CellBytes;
import io.snapferry.wiredtiger.testing.Page;
import io.snapferry.wiredtiger.testing.TableBuilder;
import io.snapferry.wiredtiger.testing.Tree;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;

/** A directory with one table of pages that a test made by hand. */
record HandMadeTable(Path folder) {
    static final String FILE = "collection-0-1.wt";

    static Page leafPage(CellBytes cells) {
        return new Page(Page.ROW_LEAF, 0, cells.count(), cells.toByteArray());
    }

    static Page internalPage(CellBytes cells) {
        return new Page(Page.ROW_INTERNAL, 0, cells.count(), cells.toByteArray());
    }

    static Tree leaf(CellBytes cells) {
        return blocks -> blocks.write(leafPage(cells));
    }

    static Tree internal(CellBytes cells) {
        return blocks -> blocks.write(internalPage(cells));
    }

    void write(Tree tree) {
        write(tree, table -> {});
    }

    void write(Tree tree, Consumer<TableBuilder> form) {
        directory()
                .table(
                        "collection-0-1",
                        table -> form.accept(table.keyFormat("u").ownTree(tree)))
                .write(folder);
    }

    AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
        return assertThatThrownBy(() -> Records.of(folder, FILE))
                .isInstanceOf(WiredTigerFormatException.class)
                .hasMessageStartingWith(FILE + " at byte ");
    }
}

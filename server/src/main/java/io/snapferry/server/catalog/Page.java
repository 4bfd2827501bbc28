package io.snapferry.server.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param items of this page
 * @param totalCount of the whole list
 */
public record Page<T>(List<T> items, long totalCount) {
    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /** A whole list, read page by page. */
    public static <T> List<T> all(Function<Request, Page<T>> pages) {
        List<T> all = new ArrayList<>();
        Request request = Request.FIRST;
        Page<T> page = pages.apply(request);
        while (!page.items().isEmpty()) {
            all.addAll(page.items());
            request = new Request(request.number() + 1, request.itemsPerPage());
            page = pages.apply(request);
        }
        return all;
    }

    /**
     * Which part is wanted.
     *
     * @param number from 1
     * @param itemsPerPage 1 to 500
     */
    public record Request(int number, int itemsPerPage) {
        /** A single page that is large enough for lists that are short by nature. */
        public static final Request FIRST = new Request(1, 500);

        /** How many items come before the page. */
        public long offset() {
            return (number - 1L) * itemsPerPage;
        }
    }
}

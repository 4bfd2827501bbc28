package io.snapferry.server.http;

import java.util.List;
import java.util.Optional;

/**
 * A page of a list as it is answered.
 *
 * @param links to this page, the one before and the one after
 * @param results of the page
 * @param status only in an envelope
 * @param totalCount of the whole list; absent with {@code includeCount=false}
 */
public record PagedList<T>(List<Link> links, List<T> results, Optional<Integer> status, Optional<Long> totalCount) {
    /** Copies the lists. */
    public PagedList {
        links = List.copyOf(links);
        results = List.copyOf(results);
    }

    PagedList<T> withStatus(int newStatus) {
        return new PagedList<>(links, results, Optional.of(newStatus), totalCount);
    }
}

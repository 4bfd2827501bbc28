package io.snapferry.server.http;

import io.snapferry.server.catalog.Page;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which page of a list is asked for, and how to answer with it. The links have the form that Atlas's have: {@code self} is
 * the query as sent, then number and size; the others are the query as sent with another number at the end.
 */
public final class PageQuery {
    private static final String NUMBER = "pageNum";
    private static final String SIZE = "itemsPerPage";
    private static final int DEFAULT_SIZE = 100;
    private static final int MAX_SIZE = 500;

    /** The parameters, for the description. */
    public static final List<Property> PARAMETERS = List.of(
            Property.optional(NUMBER, Schema.whole(1, Integer.MAX_VALUE), "of the page, 1 when absent"),
            Property.optional(SIZE, Schema.whole(1, MAX_SIZE), DEFAULT_SIZE + " when absent"),
            Property.optional("includeCount", Schema.flag(), "whether totalCount is told, true when absent"));

    private final Page.Request request;
    private final boolean isCounted;
    private final QueryParameters query;
    private final String url;

    private PageQuery(Page.Request request, boolean isCounted, QueryParameters query, String url) {
        this.request = request;
        this.isCounted = isCounted;
        this.query = query;
        this.url = url;
    }

    /**
     * Reads the three parameters.
     *
     * @param url of the list, absolute, without query
     * @throws ApiException when one is not a number in its range, or not true or false
     */
    static PageQuery of(QueryParameters query, String url) {
        Page.Request request = new Page.Request(
                query.integer(NUMBER, 1, 1, Integer.MAX_VALUE), query.integer(SIZE, DEFAULT_SIZE, 1, MAX_SIZE));
        return new PageQuery(request, query.flag("includeCount", true), query, url);
    }

    /** What to ask of the catalog. */
    public Page.Request request() {
        return request;
    }

    /** The answer with a page that the catalog gave. */
    public <T, W> Answer answer(Page<T> page, Function<T, W> toWire) {
        List<Link> links = new ArrayList<>();
        links.add(new Link(
                url + "?"
                        + withAmpersand(query.asSentWithout(Set.of(NUMBER, SIZE)))
                        + NUMBER + "=" + request.number() + "&" + SIZE + "=" + request.itemsPerPage(),
                "self"));
        if (request.number() > 1) {
            links.add(linkTo(request.number() - 1L, "previous"));
        }
        if (request.offset() + request.itemsPerPage() < page.totalCount()) {
            links.add(linkTo(request.number() + 1L, "next"));
        }
        Optional<Long> totalCount = isCounted ? Optional.of(page.totalCount()) : Optional.empty();
        List<W> results = page.items().stream().map(toWire).toList();
        return Answer.ok(new PagedList<>(links, results, Optional.empty(), totalCount));
    }

    /** The answer with the asked part of a list that the catalog gives as a whole. */
    public <T, W> Answer answer(List<T> all, Function<T, W> toWire) {
        List<T> items = all.stream()
                .skip(request.offset())
                .limit(request.itemsPerPage())
                .toList();
        return answer(new Page<>(items, all.size()), toWire);
    }

    private Link linkTo(long number, String relation) {
        return new Link(
                url + "?" + withAmpersand(query.asSentWithout(Set.of(NUMBER))) + NUMBER + "=" + number, relation);
    }

    private static String withAmpersand(String query) {
        return query.isEmpty() ? "" : query + "&";
    }
}

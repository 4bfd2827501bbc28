package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.AuditEntry;
import io.snapferry.server.catalog.AuditLog;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.OrganizationOperation;
import io.snapferry.server.http.PageQuery;
import io.snapferry.server.http.QueryParameters;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who did what in an organization, newest first. */
final class ListAuditEntries implements OrganizationOperation {
    private static final String OPERATION = "operation";
    private static final String ACTOR = "actor";
    private static final String KIND = "kind";
    private static final String PROJECT = "groupId";
    private static final String FROM = "from";
    private static final String UNTIL = "until";

    private final AuditLog auditLog;

    ListAuditEntries(AuditLog auditLog) {
        this.auditLog = auditLog;
    }

    @Override
    public Route route() {
        return Route.get(OwnApi.BASE + "/orgs/{orgId}/audit");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "listAuditEntries", Tag.ORGANIZATIONS, "Who did what in an organization, newest first")
                .query(Property.optional(OPERATION, Schema.text(), "only this operation, by its id"))
                .query(Property.optional(ACTOR, Schema.text(), "only by this public key or client id"))
                .query(Property.optional(KIND, Schema.choice(AuditEntry.Kind.class), "only entries of this kind"))
                .query(Property.optional(PROJECT, Schema.id(), "only in this project"))
                .query(Property.optional(FROM, Schema.time(), "not before this time"))
                .query(Property.optional(UNTIL, Schema.time(), "before this time"))
                .answersPageOf(AuditEntryAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        PageQuery page = request.page();
        return page.answer(
                auditLog.page(organization.id(), filter(request.query()), page.request()), AuditEntryAnswer::of);
    }

    private static AuditLog.Filter filter(QueryParameters query) {
        return new AuditLog.Filter(
                query.single(OPERATION),
                query.single(ACTOR),
                query.single(KIND).map(text -> read(KIND, text, kinds(), AuditEntry.Kind::valueOf)),
                query.single(PROJECT).map(text -> read(PROJECT, text, "24 hex digits", Id::new)),
                time(query, FROM),
                time(query, UNTIL));
    }

    private static Optional<Instant> time(QueryParameters query, String name) {
        return query.single(name).map(text -> read(name, text, "a time such as 2026-01-02T03:27:08Z", Instant::parse));
    }

    private static String kinds() {
        return "one of "
                + Arrays.stream(AuditEntry.Kind.values()).map(Enum::name).collect(Collectors.joining(", "));
    }

    private static <T> T read(String name, String text, String expected, Function<String, T> form) {
        try {
            return form.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw ApiErrorCode.INVALID_QUERY_PARAMETER.with(name, "expected " + expected + ", found \"" + text + "\"");
        }
    }
}

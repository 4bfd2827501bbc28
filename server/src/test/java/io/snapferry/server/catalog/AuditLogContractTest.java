package io.snapferry.server.catalog;

import static io.snapferry.server.catalog.Tenancy.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog does as the audit log. */
public abstract class AuditLogContractTest {
    private static final Id<Organization> ORGANIZATION = Id.next(NOW);

    private Catalog catalog;
    private AuditLog log;

    /** A new, empty catalog. */
    protected abstract Catalog create() throws Exception;

    @BeforeEach
    void createCatalog() throws Exception {
        catalog = create();
        log = catalog.auditLog();
    }

    @AfterEach
    void closeCatalog() {
        catalog.close();
    }

    private static AuditEntry entry(Instant at, String operation) {
        return new AuditEntry(
                Id.next(at),
                at,
                AuditEntry.Kind.CHANGE,
                new AuditEntry.Actor(AuditEntry.ActorKind.API_KEY, Optional.of("64b0000000000000000000aa"), "abcdefgh"),
                "10.0.0.7",
                operation,
                "POST",
                "/api/atlas/v1.0/groups",
                Optional.of(ORGANIZATION),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "64b0000000000000000000dd");
    }

    private List<AuditEntry> entries(AuditLog.Filter filter) {
        return log.page(ORGANIZATION, filter, Page.Request.FIRST).items();
    }

    @Test
    void keepsAnEntryAsItWasPut() {
        AuditEntry begun = entry(NOW, "createProject");
        log.put(begun);
        assertThat(entries(AuditLog.Filter.ALL)).containsExactly(begun);
    }

    @Test
    void completesAnEntryWithItsAnswer() {
        AuditEntry begun = entry(NOW, "createProject");
        log.put(begun);
        AuditEntry answered = begun.answered(409, Optional.of("GROUP_ALREADY_EXISTS"), Optional.of("made"));
        log.put(answered);
        assertThat(entries(AuditLog.Filter.ALL)).containsExactly(answered);
    }

    @Test
    void keepsWhatNobodyIsKnownOf() {
        AuditEntry unknown = new AuditEntry(
                Id.next(NOW),
                NOW,
                AuditEntry.Kind.SIGN_IN_REFUSED,
                new AuditEntry.Actor(AuditEntry.ActorKind.UNKNOWN, Optional.empty(), ""),
                "",
                "",
                "GET",
                "/api/",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(401),
                Optional.empty(),
                "64b0000000000000000000dd");
        log.put(unknown);
        assertThat(entries(AuditLog.Filter.ALL)).isEmpty();
    }

    @Test
    void listsNewestFirstByPages() {
        AuditEntry first = entry(NOW, "createProject");
        AuditEntry second = entry(NOW.plusSeconds(1), "deleteProject");
        AuditEntry third = entry(NOW.plusSeconds(2), "createExport");
        List.of(second, first, third).forEach(log::put);
        Page<AuditEntry> page = log.page(ORGANIZATION, AuditLog.Filter.ALL, new Page.Request(1, 2));
        assertThat(page.items()).containsExactly(third, second);
        assertThat(page.totalCount()).isEqualTo(3);
        assertThat(log.page(ORGANIZATION, AuditLog.Filter.ALL, new Page.Request(2, 2))
                        .items())
                .containsExactly(first);
        assertThat(log.page(Id.next(NOW), AuditLog.Filter.ALL, Page.Request.FIRST)
                        .items())
                .isEmpty();
    }

    @Test
    void narrowsByEveryFilter() {
        AuditEntry early = entry(NOW, "createProject");
        AuditEntry late = entry(NOW.plusSeconds(10), "deleteProject");
        log.put(early);
        log.put(late);
        Optional<Instant> between = Optional.of(NOW.plusSeconds(5));
        assertThat(entries(filter(Optional.of("deleteProject"), Optional.empty(), Optional.empty(), Optional.empty())))
                .containsExactly(late);
        assertThat(entries(filter(Optional.empty(), Optional.of("nobody"), Optional.empty(), Optional.empty())))
                .isEmpty();
        assertThat(entries(filter(Optional.empty(), Optional.empty(), between, Optional.empty())))
                .containsExactly(late);
        assertThat(entries(filter(Optional.empty(), Optional.empty(), Optional.empty(), between)))
                .containsExactly(early);
        assertThat(entries(new AuditLog.Filter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(AuditEntry.Kind.ACCESS_REFUSED),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())))
                .isEmpty();
        assertThat(entries(new AuditLog.Filter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Id.next(NOW)),
                        Optional.empty(),
                        Optional.empty())))
                .isEmpty();
    }

    private static AuditLog.Filter filter(
            Optional<String> operation, Optional<String> actor, Optional<Instant> from, Optional<Instant> until) {
        return new AuditLog.Filter(operation, actor, Optional.empty(), Optional.empty(), from, until);
    }

    @Test
    void forgetsWhatIsOlder() {
        AuditEntry old = entry(NOW, "createProject");
        AuditEntry young = entry(NOW.plusSeconds(1), "createProject");
        log.put(old);
        log.put(young);
        log.forgetBefore(young.at());
        assertThat(entries(AuditLog.Filter.ALL)).containsExactly(young);
    }
}

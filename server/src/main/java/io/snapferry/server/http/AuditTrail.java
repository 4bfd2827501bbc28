package io.snapferry.server.http;

import io.github.bucket4j.Bucket;
import io.javalin.http.Context;
import io.snapferry.server.auth.ClaimedName;
import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.AuditEntry;
import io.snapferry.server.catalog.AuditEntry.Actor;
import io.snapferry.server.catalog.AuditEntry.ActorKind;
import io.snapferry.server.catalog.AuditEntry.Kind;
import io.snapferry.server.catalog.AuditLog;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Identity;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.ServiceAccount;
import io.snapferry.server.catalog.ServiceAccounts;
import io.snapferry.server.catalog.Tenants;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps who did what, for all operations at one place. A request that may change something is written down before it is carried
 * out, so that nothing is ever changed without an entry, and gets its status before it is answered. Refusals are written down when
 * they are answered. Thread-safe.
 */
final class AuditTrail {
    private static final Logger LOG = LoggerFactory.getLogger("io.snapferry.audit");

    private static final Set<String> READING_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([a-zA-Z]+)}");
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** A text from outside is cut here; no path that leads anywhere is so long. */
    private static final int MAX_PATH_CHARACTERS = 1_000;

    /** Who cannot sign in can send as many requests as he likes; he shall not fill the disk with entries. */
    private static final int MAX_REFUSALS_PER_MINUTE = 120;

    private final AuditLog auditLog;
    private final Tenants tenants;
    private final ServiceAccounts serviceAccounts;
    private final Bucket refusals = Bucket.builder()
            .addLimit(limit -> limit.capacity(MAX_REFUSALS_PER_MINUTE)
                    .refillGreedy(MAX_REFUSALS_PER_MINUTE, Duration.ofMinutes(1)))
            .build();

    AuditTrail(Catalog catalog) {
        this.auditLog = catalog.auditLog();
        this.tenants = catalog.tenants();
        this.serviceAccounts = catalog.serviceAccounts();
    }

    /** Before an operation of somebody who signed in is carried out. Throws when it cannot be written down. */
    void begin(Context context, Exchange exchange) {
        if (isChange(context)) {
            AuditEntry entry = entry(context, exchange, Kind.CHANGE);
            auditLog.put(entry);
            exchange.audited(entry);
        }
    }

    /** When the answer is known, and before it is sent. */
    void end(Context context, Exchange exchange) {
        try {
            Optional<AuditEntry> entry = exchange.audited().or(() -> refusal(context, exchange));
            if (entry.isPresent()) {
                Optional<String> code = Optional.ofNullable(context.res().getHeader(ResponseWriter.ERROR_CODE));
                AuditEntry answered = entry.get().answered(context.statusCode(), code, exchange.target());
                auditLog.put(answered);
                log(answered);
            }
        } catch (RuntimeException e) {
            // what was changed is changed, and stands there without a status
            LOG.atError().setCause(e).addKeyValue("request", exchange.id()).log("audit entry could not be written");
        }
    }

    private Optional<AuditEntry> refusal(Context context, Exchange exchange) {
        return kindOfRefusal(context, exchange)
                .filter(kind -> kind == Kind.CHANGE || refusals.tryConsume(1))
                .map(kind -> entry(context, exchange, kind));
    }

    private static Optional<Kind> kindOfRefusal(Context context, Exchange exchange) {
        boolean isOpenChange = exchange.principal().isEmpty() && isChange(context) && isOpen(exchange);
        if (exchange.isSignInRefused() || (isOpenChange && context.statusCode() >= 400)) {
            return Optional.of(Kind.SIGN_IN_REFUSED);
        }
        if (isOpenChange) {
            return Optional.of(Kind.CHANGE);
        }
        boolean isForbidden = context.statusCode() == FORBIDDEN || context.statusCode() == UNAUTHORIZED;
        return exchange.principal().isPresent() && isForbidden ? Optional.of(Kind.ACCESS_REFUSED) : Optional.empty();
    }

    private static boolean isChange(Context context) {
        return !READING_METHODS.contains(context.req().getMethod());
    }

    private static boolean isOpen(Exchange exchange) {
        return exchange.operation()
                .filter(operation -> operation.permission() == Permission.ANYONE)
                .isPresent();
    }

    private AuditEntry entry(Context context, Exchange exchange, Kind kind) {
        Optional<Identity> identity =
                exchange.principal().map(principal -> principal.identity()).or(() -> claimed(context));
        boolean isProven = exchange.principal().isPresent() || kind == Kind.CHANGE;
        Optional<Id<Project>> projectId = idOf(exchange, "groupId");
        Optional<Project> project = projectId.flatMap(tenants::project);
        String path = context.path();
        return new AuditEntry(
                Id.next(exchange.startedAt()),
                exchange.startedAt().truncatedTo(ChronoUnit.MILLIS),
                kind,
                identity.filter(any -> isProven)
                        .map(AuditTrail::actor)
                        .orElseGet(() -> new Actor(ActorKind.UNKNOWN, Optional.empty(), claimedName(context))),
                ApiRouter.clientAddress(context),
                exchange.operationId(),
                context.req().getMethod(),
                path.length() <= MAX_PATH_CHARACTERS ? path : path.substring(0, MAX_PATH_CHARACTERS),
                organization(exchange, project).or(() -> identity.map(Identity::organization)),
                projectId,
                lastParameter(exchange),
                Optional.empty(),
                Optional.empty(),
                exchange.id());
    }

    /** The one that the path names, if there is one; else nobody's but that of whoever asks. */
    private Optional<Id<Organization>> organization(Exchange exchange, Optional<Project> project) {
        Optional<Id<Organization>> named = idOf(exchange, "orgId");
        return named.flatMap(tenants::organization).map(Organization::id).or(() -> project.map(Project::organization));
    }

    private static <T> Optional<Id<T>> idOf(Exchange exchange, String parameter) {
        return Optional.ofNullable(exchange.pathParameters().get(parameter))
                .filter(Id::isValid)
                .map(Id::new);
    }

    /** The innermost thing that the path names, for example the snapshot of a cluster of a project. */
    private static Optional<String> lastParameter(Exchange exchange) {
        return exchange.operation()
                .flatMap(operation -> PATH_PARAMETER
                        .matcher(operation.route().template())
                        .results()
                        .map(result -> exchange.pathParameters().getOrDefault(result.group(1), ""))
                        .reduce((earlier, later) -> later));
    }

    private static Actor actor(Identity identity) {
        return new Actor(
                identity instanceof ApiKey ? ActorKind.API_KEY : ActorKind.SERVICE_ACCOUNT,
                Optional.of(identity.id().hex()),
                identity.signInName());
    }

    /** The key or account that the credentials name, whether they are right or not. */
    private Optional<Identity> claimed(Context context) {
        String name = claimedName(context);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Identity> account =
                ServiceAccount.idOf(name).flatMap(serviceAccounts::find).map(found -> found);
        return account.or(() -> tenants.apiKey(name));
    }

    private static String claimedName(Context context) {
        List<String> headers = Collections.list(context.req().getHeaders("Authorization"));
        return headers.size() == 1 ? ClaimedName.in(headers.get(0)) : "";
    }

    private static void log(AuditEntry entry) {
        LOG.atInfo()
                .addKeyValue("kind", entry.kind())
                .addKeyValue("actor", entry.actor().name())
                .addKeyValue("actorKind", entry.actor().kind())
                .addKeyValue("address", entry.address())
                .addKeyValue("operation", entry.operation())
                .addKeyValue("organization", entry.organization().map(Id::hex).orElse(""))
                .addKeyValue("project", entry.project().map(Id::hex).orElse(""))
                .addKeyValue("target", entry.target().orElse(""))
                .addKeyValue("status", entry.status().orElse(0))
                .addKeyValue("errorCode", entry.errorCode().orElse(""))
                .log("request audited");
    }
}

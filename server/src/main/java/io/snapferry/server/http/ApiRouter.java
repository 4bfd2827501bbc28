package io.snapferry.server.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.snapferry.server.auth.Authenticator;
import io.snapferry.server.auth.Permission;
import io.snapferry.server.auth.Principal;
import io.snapferry.server.auth.SignIn;
import io.snapferry.server.catalog.Catalog;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Puts operations on their routes: signs the client in, opens what the path names, answers in the form that was asked for, and
 * turns whatever goes wrong into an error of the API. Thread-safe.
 */
public final class ApiRouter {
    private static final Logger LOG = LoggerFactory.getLogger(ApiRouter.class);

    /** Below this even a path that leads nowhere asks for a key first. */
    private static final String GUARDED = "/api/";

    private static final String ALLOW = "Allow";
    private static final String RETRY_AFTER = "Retry-After";
    private static final String RETRY_AFTER_SECONDS = "5";

    private final List<Operation> operations;
    private final Authenticator authenticator;
    private final Gate gate;
    private final Function<Throwable, Optional<String>> outages;
    private final HttpLimits limits;
    private final RequestBudgets budgets;
    private final EventStreams eventStreams = new EventStreams();
    private final AuditTrail auditTrail;
    private final RequestObserver observer;
    private final Clock clock;

    /**
     * Serves these operations.
     *
     * @param catalog keeps what they change, and who changed it
     * @param clock counts requests per minute
     * @param observer hears of every request
     */
    public ApiRouter(
            List<Operation> operations,
            Authenticator authenticator,
            Catalog catalog,
            HttpLimits limits,
            Clock clock,
            RequestObserver observer) {
        // A brace sorts after every letter, so that .../snapshots/shardedClusters comes before
        // .../snapshots/{snapshotId}
        this.operations = operations.stream()
                .sorted(Comparator.comparing(operation -> operation.route().template()))
                .toList();
        this.authenticator = authenticator;
        this.outages = catalog::outage;
        this.gate = new Gate(catalog.tenants());
        this.auditTrail = new AuditTrail(catalog);
        this.observer = observer;
        this.clock = clock;
        this.limits = limits;
        this.budgets = new RequestBudgets(limits.requestsPerMinute(), clock);
    }

    /** Registers all routes and the error handling. */
    void register(JavalinConfig config) {
        config.http.prefer405over404 = true;
        config.events.serverStopping(eventStreams::stopAll);
        operationsByRoute().forEach((route, candidates) -> {
            Handler handler = context -> observe(context, any -> serve(any, candidates));
            config.routes.addHttpHandler(HandlerType.findOrCreate(route.method().name()), route.template(), handler);
            if (route.method() == Route.Method.GET) {
                config.routes.addHttpHandler(HandlerType.HEAD, route.template(), handler);
            }
        });
        allowedMethods()
                .forEach((template, methods) -> config.routes.options(
                        template, context -> observe(context, any -> tellMethods(any, template, methods))));
        // what no handler here was asked for
        config.routes.exception(
                HttpResponseException.class, (e, context) -> observe(context, any -> notRouted(any, e)));
        config.routes.exception(Exception.class, (e, context) -> unexpected(context, e));
        config.router.javaLangErrorHandler((response, error) -> {
            LOG.atError().setCause(error).log("request failed");
            response.setStatus(ApiErrorCode.UNEXPECTED_ERROR.status());
        });
    }

    /**
     * Turns what goes wrong into an answer, and tells of the answer before it is sent. Around handlers rather than before and after
     * them: Javalin takes those for the handlers of methods that are called so.
     */
    private void observe(Context context, Consumer<Context> work) {
        try (MDC.MDCCloseable request =
                MDC.putCloseable("request", exchange(context).id())) {
            try {
                work.accept(context);
            } catch (ApiException e) {
                responseTo(context).error(e);
            } catch (HttpResponseException e) {
                notRouted(context, e);
            } catch (RuntimeException e) {
                unexpected(context, e);
            }
            handled(context);
        }
    }

    private Exchange exchange(Context context) {
        return Exchange.of(context, clock);
    }

    /** In the order of registration; the versions of one route together. */
    private Map<Route, List<Operation>> operationsByRoute() {
        return operations.stream()
                .collect(Collectors.groupingBy(Operation::route, LinkedHashMap::new, Collectors.toList()));
    }

    private void serve(Context context, List<Operation> candidates) {
        Exchange exchange = exchange(context);
        exchange.routed(candidates.get(0), context.pathParamMap());
        Optional<Principal> principal = Optional.empty();
        boolean isOpen = candidates.stream().allMatch(operation -> operation.permission() == Permission.ANYONE);
        if (!isOpen) {
            principal = signIn(context);
            if (principal.isEmpty()) {
                return;
            }
            spendOf(principal.get(), context, candidates);
            auditTrail.begin(context, exchange);
        }
        Operation operation = chosen(context, candidates);
        operation.sunset().ifPresent(sunset -> Deprecation.tell(context, operation, candidates, sunset));
        QueryParameters query = QueryParameters.parse(queryOf(context));
        Presentation presentation = Presentation.of(query);
        ApiRequest request = new ApiRequest(context, principal, query, bodyOf(context));
        Answer answer = operation.answer(request, gate);
        if (answer.body().orElse(answer) instanceof EventStream events) {
            exchange.streams();
            eventStreams.open(context, events);
        } else {
            responseTo(context).answer(answer, presentation, operation.version());
            if (exchange.audited().isPresent()) {
                idOf(answer).ifPresent(exchange::changed);
            }
        }
    }

    /** Of what the operation made or changed, when its answer shows one thing. */
    private static Optional<String> idOf(Answer answer) {
        return answer.body()
                .filter(Record.class::isInstance)
                .map(body -> JsonFormat.MAPPER.valueToTree(body).path("id").asText(""))
                .filter(id -> !id.isEmpty());
    }

    private void handled(Context context) {
        Exchange exchange = exchange(context);
        auditTrail.end(context, exchange);
        observer.handled(new HandledRequest(
                exchange.id(),
                exchange.operationId(),
                exchange.operation()
                        .map(operation -> operation.route().template())
                        .orElse(""),
                context.req().getMethod(),
                exchange.principal(),
                clientAddress(context),
                context.statusCode(),
                exchange.elapsed(),
                exchange.isStream()));
    }

    /** Atlas tells the limit in v2 only. */
    private void spendOf(Principal principal, Context context, List<Operation> candidates) {
        RequestBudgets.Spent spent = budgets.spend(principal.identity());
        boolean isTold = candidates.get(0).version().isPresent();
        if (spent instanceof RequestBudgets.Spent.Within within && isTold) {
            tellLimit(context, within.limit(), within.remaining());
        }
        if (spent instanceof RequestBudgets.Spent.Over over) {
            if (isTold) {
                tellLimit(context, over.limit(), 0);
            }
            throw ApiErrorCode.RATE_LIMITED_TOKEN_BUCKET
                    .with(
                            context.path(),
                            over.secondsToWait(),
                            over.limit(),
                            over.limit(),
                            RequestBudgets.REFILL_PERIOD.toSeconds())
                    .retryAfter(Duration.ofSeconds(over.secondsToWait()));
        }
    }

    private static void tellLimit(Context context, int limit, long remaining) {
        context.header("RateLimit-Limit", String.valueOf(limit));
        context.header("RateLimit-Remaining", String.valueOf(remaining));
    }

    private static Operation chosen(Context context, List<Operation> candidates) {
        if (candidates.size() == 1 && candidates.get(0).version().isEmpty()) {
            return candidates.get(0);
        }
        return VersionNegotiation.choose(
                candidates, Collections.list(context.req().getHeaders("Accept")));
    }

    /** Who sends the request; empty when that is nobody, or nobody who may, and then the refusal is already answered. */
    private Optional<Principal> signIn(Context context) {
        String query = context.req().getQueryString();
        String target = context.path() + (query == null ? "" : "?" + query);
        List<String> authorization = Collections.list(context.req().getHeaders("Authorization"));
        SignIn signIn =
                authenticator.authenticate(context.req().getMethod(), target, authorization, clientAddress(context));
        if (signIn instanceof SignIn.Refused refused) {
            if (refused.isFailure()) {
                exchange(context).signInRefused();
            }
            responseTo(context).challenge(refused.challenge());
            return Optional.empty();
        }
        if (signIn instanceof SignIn.WrongAddress elsewhere) {
            exchange(context).signInRefused();
            responseTo(context).error(ApiErrorCode.IP_ADDRESS_NOT_ON_ACCESS_LIST.with(elsewhere.address()));
            return Optional.empty();
        }
        if (signIn instanceof SignIn.TooManyFailures tooMany) {
            responseTo(context)
                    .error(ApiErrorCode.TOO_MANY_FAILED_SIGN_INS
                            .with(tooMany.address(), tooMany.waitingTime().toSeconds())
                            .retryAfter(tooMany.waitingTime()));
            return Optional.empty();
        }
        Principal principal = ((SignIn.Accepted) signIn).principal();
        exchange(context).signedIn(principal);
        return Optional.of(principal);
    }

    /** Where the request comes from: the other end of the connection. */
    static String clientAddress(Context context) {
        String address = context.req().getRemoteAddr();
        // IPv6 is written in brackets, and a link-local one with its zone
        return address == null ? "" : address.replaceAll("[\\[\\]]|%.*", "");
    }

    private void notRouted(Context context, HttpResponseException e) {
        if (context.path().startsWith(GUARDED) && signIn(context).isEmpty()) {
            return;
        }
        ResponseWriter response = responseTo(context);
        if (e.getStatus() == ApiErrorCode.METHOD_NOT_ALLOWED.status()) {
            // The one detail is the list of methods; under which name depends on the Accept header
            context.header(ALLOW, String.join(", ", e.getDetails().values()));
            response.error(ApiErrorCode.METHOD_NOT_ALLOWED.with(context.req().getMethod()));
        } else if (e.getStatus() == ApiErrorCode.RESOURCE_NOT_FOUND.status()) {
            response.error(ApiErrorCode.RESOURCE_NOT_FOUND.with(context.path()));
        } else {
            unexpected(context, e);
        }
    }

    private void unexpected(Context context, Exception e) {
        Optional<String> outage = outages.apply(e);
        if (outage.isPresent()) {
            LOG.atError()
                    .addKeyValue("method", context.req().getMethod())
                    .addKeyValue("path", context.path())
                    .addKeyValue("reason", e.getMessage())
                    .log("request refused, the catalog cannot be used");
            context.header(RETRY_AFTER, RETRY_AFTER_SECONDS);
            responseTo(context).error(ApiErrorCode.CATALOG_UNAVAILABLE.with(outage.get()));
            return;
        }
        if (e instanceof HttpException refusal && refusal.getCode() < 500) {
            // Jetty noticed only while reading that what was sent is not HTTP
            responseTo(context).error(ApiErrorCode.MALFORMED_JSON.with("its transfer encoding is broken"));
            return;
        }
        LOG.atError()
                .setCause(e)
                .addKeyValue("method", context.req().getMethod())
                .addKeyValue("path", context.path())
                .log("request failed");
        responseTo(context).error(ApiErrorCode.UNEXPECTED_ERROR.with());
    }

    /** How many clients listen to an event stream. */
    int openEventStreams() {
        return eventStreams.openCount();
    }

    /** The methods of each path, as they stand in {@code Allow}. */
    private Map<String, String> allowedMethods() {
        return operations.stream()
                .map(Operation::route)
                .collect(Collectors.groupingBy(
                        Route::template,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), ApiRouter::allowed)));
    }

    private static String allowed(List<Route> routes) {
        TreeSet<String> methods =
                routes.stream().map(route -> route.method().name()).collect(Collectors.toCollection(TreeSet::new));
        methods.add("OPTIONS");
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }

    private void tellMethods(Context context, String template, String methods) {
        if (template.startsWith(GUARDED) && signIn(context).isEmpty()) {
            return;
        }
        context.header(ALLOW, methods);
        responseTo(context).answer(Answer.noContent(), Presentation.PLAIN, Optional.empty());
    }

    private ResponseWriter responseTo(Context context) {
        return new ResponseWriter(context, bodyOf(context));
    }

    private RequestBody bodyOf(Context context) {
        return new RequestBody(context.req(), limits.maxBodyBytes());
    }

    static String queryOf(Context context) {
        String query = context.req().getQueryString();
        return query == null ? "" : query;
    }
}

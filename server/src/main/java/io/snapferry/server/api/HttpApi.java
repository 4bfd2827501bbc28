package io.snapferry.server.api;

import io.snapferry.server.atlas.AtlasClusters;
import io.snapferry.server.atlas.AtlasIdentities;
import io.snapferry.server.atlas.AtlasSnapshots;
import io.snapferry.server.atlas.AtlasSurroundings;
import io.snapferry.server.atlas.AtlasV1;
import io.snapferry.server.atlas.AtlasV2;
import io.snapferry.server.atlas.BucketProbe;
import io.snapferry.server.atlas.ExportPrefixes;
import io.snapferry.server.atlas.UnsupportedOperations;
import io.snapferry.server.auth.Authenticator;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.http.ApiRouter;
import io.snapferry.server.http.HttpLimits;
import io.snapferry.server.http.HttpServer;
import io.snapferry.server.http.Operation;
import io.snapferry.server.network.AddressBlock;
import io.snapferry.server.network.EndpointGuard;
import io.snapferry.server.openapi.ApiDescription;
import io.snapferry.server.own.OwnApi;
import io.snapferry.server.own.OwnExports;
import io.snapferry.server.tls.ServedKeyPair;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that the server answers to. */
public final class HttpApi {
    private final List<Operation> operations;
    private final ApiRouter router;
    private final HttpLimits limits;

    /**
     * Joins the parts, with what every server shows of itself.
     *
     * @param workers work behind it
     * @param authenticator knows who sends a request
     * @param mayClientsSetConnectionStrings whether owners of a project may tell where its clusters are
     * @param guard says which endpoints of stores they may name
     */
    public HttpApi(
            Catalog catalog,
            Clock clock,
            ExportPrefixes prefixes,
            BucketProbe probe,
            Workers workers,
            Authenticator authenticator,
            HttpLimits limits,
            boolean mayClientsSetConnectionStrings,
            EndpointGuard guard) {
        this(
                catalog,
                clock,
                prefixes,
                probe,
                workers,
                authenticator,
                limits,
                mayClientsSetConnectionStrings,
                guard,
                Observability.of(catalog, clock));
    }

    /**
     * Joins the parts.
     *
     * @param workers work behind it
     * @param authenticator knows who sends a request
     * @param mayClientsSetConnectionStrings whether owners of a project may tell where its clusters are
     * @param guard of endpoints that clients name
     * @param observability shows what the server does
     */
    public HttpApi(
            Catalog catalog,
            Clock clock,
            ExportPrefixes prefixes,
            BucketProbe probe,
            Workers workers,
            Authenticator authenticator,
            HttpLimits limits,
            boolean mayClientsSetConnectionStrings,
            EndpointGuard guard,
            Observability observability) {
        List<Operation> described = Stream.of(
                        AtlasV1.operations(catalog, clock, prefixes, probe, workers.jobSubmitted()),
                        AtlasClusters.operations(catalog, clock, workers.scheduleChanged()),
                        AtlasV2.operations(catalog, clock, prefixes, probe, workers.jobSubmitted()),
                        AtlasIdentities.operations(catalog, clock, authenticator.failures()),
                        AtlasSnapshots.operations(catalog, clock, workers.snapshotRequested()),
                        OwnExports.operations(
                                catalog,
                                clock,
                                prefixes,
                                workers.jobSubmitted(),
                                workers.exports(),
                                workers.previews(),
                                workers.onCancel()),
                        AtlasSurroundings.operations(catalog, clock),
                        OwnApi.operations(
                                catalog, clock, observability.health(), mayClientsSetConnectionStrings, guard),
                        List.<Operation>of(observability.metrics()))
                .flatMap(List::stream)
                .toList();
        this.operations = Stream.concat(described.stream(), new ApiDescription(described).operations().stream())
                .toList();
        this.router = new ApiRouter(
                Stream.concat(operations.stream(), UnsupportedOperations.all().stream())
                        .toList(),
                authenticator,
                catalog,
                limits,
                clock,
                observability.requests());
        this.limits = limits;
    }

    /** All that is supported; what of Atlas's API is refused as {@link UnsupportedOperations} is not among them. */
    public List<Operation> operations() {
        return operations;
    }

    /**
     * Starts to listen, without a proxy in front.
     *
     * @param port 0 for any free one
     */
    public HttpServer start(String host, int port) {
        return start(host, port, List.of(), Optional.empty());
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any free one
     * @param trustedProxies whose word on how they were asked is taken
     * @param tls the certificate, closed with the server; without it plain HTTP is spoken
     */
    public HttpServer start(String host, int port, List<AddressBlock> trustedProxies, Optional<ServedKeyPair> tls) {
        return HttpServer.start(router, limits, trustedProxies, host, port, tls);
    }
}

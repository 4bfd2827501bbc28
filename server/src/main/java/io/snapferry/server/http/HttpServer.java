package io.snapferry.server.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.snapferry.server.network.AddressBlock;
import io.snapferry.server.tls.ServedKeyPair;
import java.io.Closeable;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A running server. {@link #close} lets requests under way end, within the limit. */
public final class HttpServer implements Closeable {
    private static final int MIN_THREADS = 4;
    /** Below this the compressed answer saves no packet. */
    private static final int MIN_COMPRESSED_BYTES = 1_024;

    private static final List<String> DETOURS = List.of("X-HTTP-Method-Override", "Sec-WebSocket-Version", "Upgrade");

    private final Javalin javalin;
    private final String host;
    private final Optional<ServedKeyPair> tls;
    private final SlowClients slowClients;

    private HttpServer(Javalin javalin, String host, Optional<ServedKeyPair> tls, SlowClients slowClients) {
        this.javalin = javalin;
        this.host = host;
        this.tls = tls;
        this.slowClients = slowClients;
    }

    /**
     * Starts to listen; returns when requests are answered.
     *
     * @param trustedProxies whose word on how they were asked is taken
     * @param host the address to bind, for example {@code 127.0.0.1}
     * @param port 0 for any free one
     * @param tls the certificate, closed with the server; without it plain HTTP is spoken
     * @throws io.javalin.util.JavalinBindException when the port is taken or not allowed
     */
    public static HttpServer start(
            ApiRouter router,
            HttpLimits limits,
            List<AddressBlock> trustedProxies,
            String host,
            int port,
            Optional<ServedKeyPair> tls) {
        SlowClients slowClients = new SlowClients(limits);
        try {
            Javalin javalin = Javalin.create(config -> {
                configure(config, limits, trustedProxies);
                config.jetty.modifyHttpConfiguration(http -> http.addCustomizer(slowClients));
                config.jetty.addConnector((server, http) -> {
                    ServerConnector connector = connector(server, http, limits, host, port, tls);
                    connector.addBean(slowClients);
                    return connector;
                });
                router.register(config);
            });
            return new HttpServer(javalin.start(), host, tls, slowClients);
        } catch (RuntimeException e) {
            slowClients.close();
            throw e;
        }
    }

    private static ServerConnector connector(
            Server server,
            HttpConfiguration http,
            HttpLimits limits,
            String host,
            int port,
            Optional<ServedKeyPair> tls) {
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector connector = tls.isPresent()
                ? new ServerConnector(
                        server, new SslConnectionFactory(tls.get().contexts(), plain.getProtocol()), plain)
                : new ServerConnector(server, plain);
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(limits.idleTimeout().toMillis());
        return connector;
    }

    private static void configure(JavalinConfig config, HttpLimits limits, List<AddressBlock> trustedProxies) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = compression();
        config.jetty.threadPool = threads(limits);
        config.jetty.modifyServer(server -> configure(server, limits));
        config.jetty.modifyServletContextHandler(handler -> handler.setErrorHandler(new TransportErrors()));
        config.jetty.modifyHttpConfiguration(http -> configure(http, limits, trustedProxies));
    }

    private static CompressionStrategy compression() {
        CompressionStrategy compression = new CompressionStrategy(null, new Gzip());
        compression.setDefaultMinSizeForCompression(MIN_COMPRESSED_BYTES);
        return compression;
    }

    private static QueuedThreadPool threads(HttpLimits limits) {
        QueuedThreadPool threads = new QueuedThreadPool(Math.max(limits.maxThreads(), MIN_THREADS), MIN_THREADS);
        threads.setName("http");
        return threads;
    }

    private static void configure(Server server, HttpLimits limits) {
        server.setErrorHandler(new TransportErrors());
        server.insertHandler(new GracefulHandler());
        server.setStopTimeout(limits.stopTimeout().toMillis());
        server.addBean(new NetworkConnectionLimit(limits.maxConnections(), server));
    }

    private static void configure(HttpConfiguration http, HttpLimits limits, List<AddressBlock> trustedProxies) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(limits.maxHeaderBytes());
        http.setIdleTimeout(limits.idleTimeout().toMillis());
        // An encoded slash or dot could mean one path to us and another to a proxy in front of us
        http.setUriCompliance(UriCompliance.DEFAULT);
        // Whether the certificate has the name that was asked for is the client's question, and proxies ask by address
        http.addCustomizer(new SecureRequestCustomizer(false));
        http.addCustomizer(HttpServer::addSecurityHeaders);
        http.addCustomizer((request, headers) -> withoutDetours(request));
        http.addCustomizer((request, headers) -> ForwardedRequest.of(request, trustedProxies));
    }

    private static Request addSecurityHeaders(Request request, HttpFields.Mutable headers) {
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cache-Control", "no-store");
        headers.put("Vary", "Accept, Accept-Encoding");
        return request;
    }

    /**
     * Hides what would make Javalin treat a request as another one than was signed: the method in a header, which the digest
     * does not cover, and the wish for a web socket, which would go past the sign-in and make a session.
     */
    private static Request withoutDetours(Request request) {
        if (DETOURS.stream().noneMatch(name -> request.getHeaders().contains(name))) {
            return request;
        }
        HttpFields.Mutable fields = HttpFields.build(request.getHeaders());
        DETOURS.forEach(fields::remove);
        return new Request.Wrapper(request) {
            @Override
            public HttpFields getHeaders() {
                return fields;
            }
        };
    }

    /** Method and path of everything that is routed to, for a test that nothing is that should not. */
    Set<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint.method.name() + " " + handler.endpoint.path)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Where it listens. */
    public URI uri() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return URI.create((tls.isPresent() ? "https" : "http") + "://" + name + ":" + javalin.port());
    }

    @Override
    public void close() {
        javalin.stop();
        slowClients.close();
        tls.ifPresent(ServedKeyPair::close);
    }
}

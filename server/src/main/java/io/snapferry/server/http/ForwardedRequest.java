package io.snapferry.server.http;

import io.snapferry.server.network.AddressBlock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;

/**
 * A request as the client sent it to the proxy in front: its scheme, its host and the address that it came from. Only what a
 * trusted proxy says counts. Each proxy adds at the end of these headers, so the last value is the nearest proxy's own; the
 * ones before it are anybody's and are believed only as far as every proxy after them is trusted.
 */
final class ForwardedRequest extends Request.Wrapper {
    private static final Pattern PROTOCOL = Pattern.compile("https?");
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    /** A parameter of {@code Forwarded} (RFC 7239), its value plain or in quotes. */
    private static final Pattern PARAMETER = Pattern.compile("\\s*([A-Za-z]+)=(?:\"([^\"\\\\]*)\"|([^\";,\\s]*))\\s*");

    private final HttpURI uri;
    private final HttpFields headers;
    private final Optional<InetAddress> client;

    private ForwardedRequest(Request request, Hop hop, Optional<InetAddress> client) {
        super(request);
        HttpFields.Mutable fields = HttpFields.build(request.getHeaders());
        HttpURI.Mutable seen = HttpURI.build(request.getHttpURI())
                .scheme(hop.protocol().orElse(request.isSecure() ? "https" : "http"));
        hop.host().ifPresent(host -> {
            fields.put(HttpHeader.HOST, host);
            seen.authority(host);
        });
        this.headers = fields;
        this.uri = seen.asImmutable();
        this.client = client;
    }

    /**
     * The request as the client sent it.
     *
     * @param trusted proxies; the request itself when it does not come from one
     */
    static Request of(Request request, List<AddressBlock> trusted) {
        if (!(request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress remote)
                || !isTrusted(remote.getAddress(), trusted)) {
            return request;
        }
        List<String> elements = request.getHeaders().getCSV("Forwarded", true);
        if (!elements.isEmpty()) {
            Hop hop = farthestKnown(elements, trusted);
            return new ForwardedRequest(request, hop, hop.client());
        }
        return new ForwardedRequest(
                request,
                new Hop(
                        last(request, "X-Forwarded-Proto")
                                .map(ForwardedRequest::lower)
                                .filter(matches(PROTOCOL)),
                        hostOf(request),
                        Optional.empty()),
                nearestStranger(request.getHeaders().getCSV("X-Forwarded-For", false), trusted));
    }

    private static boolean isTrusted(InetAddress address, List<AddressBlock> trusted) {
        return trusted.stream().anyMatch(block -> block.contains(address));
    }

    /** What one proxy saw. */
    private record Hop(Optional<String> protocol, Optional<String> host, Optional<InetAddress> client) {}

    /** From the nearest proxy's element back, as long as what it saw was another trusted proxy. */
    private static Hop farthestKnown(List<String> elements, List<AddressBlock> trusted) {
        Hop hop = hop(elements.get(elements.size() - 1));
        for (int i = elements.size() - 2; i >= 0; i--) {
            if (!hop.client().map(seen -> isTrusted(seen, trusted)).orElse(false)) {
                return hop;
            }
            hop = hop(elements.get(i));
        }
        return hop;
    }

    private static Hop hop(String element) {
        Optional<String> protocol = Optional.empty();
        Optional<String> host = Optional.empty();
        Optional<InetAddress> client = Optional.empty();
        for (String part : element.split(";", -1)) {
            Matcher parameter = PARAMETER.matcher(part);
            if (!parameter.matches()) {
                continue;
            }
            String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
            switch (lower(parameter.group(1))) {
                case "proto" -> protocol = Optional.of(lower(value)).filter(matches(PROTOCOL));
                case "host" -> host = Optional.of(value).filter(matches(HOST));
                case "for" -> client = node(value);
                default -> {} // by, and what others may have invented
            }
        }
        return new Hop(protocol, host, client);
    }

    /** An address as RFC 7239 writes it: perhaps with a port, IPv6 in brackets. Hidden names are no address. */
    private static Optional<InetAddress> node(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? Optional.empty() : AddressBlock.address(text.substring(1, end));
        }
        boolean isIpv4WithPort = text.indexOf(':') == text.lastIndexOf(':') && text.contains(":");
        return AddressBlock.address(isIpv4WithPort ? text.substring(0, text.indexOf(':')) : text);
    }

    private static Optional<InetAddress> nearestStranger(List<String> addresses, List<AddressBlock> trusted) {
        List<String> nearestFirst = new ArrayList<>(addresses);
        Collections.reverse(nearestFirst);
        Optional<InetAddress> nearest = Optional.empty();
        for (String text : nearestFirst) {
            Optional<InetAddress> address = node(text);
            if (address.isEmpty()) {
                return nearest;
            }
            nearest = address;
            if (!isTrusted(address.get(), trusted)) {
                return nearest;
            }
        }
        return nearest;
    }

    private static Optional<String> hostOf(Request request) {
        Optional<String> host = last(request, "X-Forwarded-Host").filter(matches(HOST));
        Optional<String> port = last(request, "X-Forwarded-Port").filter(matches(PORT));
        if (port.isEmpty()) {
            return host;
        }
        boolean isUsual = port.get()
                .equals(
                        last(request, "X-Forwarded-Proto")
                                        .map(ForwardedRequest::lower)
                                        .orElse("http")
                                        .equals("https")
                                ? "443"
                                : "80");
        return host.or(() -> headerOf(request, "Host").filter(matches(HOST)))
                .map(named -> hasPort(named) || isUsual ? named : named + ":" + port.get());
    }

    private static boolean hasPort(String host) {
        return host.lastIndexOf(':') > host.lastIndexOf(']');
    }

    private static Optional<String> last(Request request, String name) {
        List<String> values = request.getHeaders().getCSV(name, false);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    private static Optional<String> headerOf(Request request, String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    private static Predicate<String> matches(Pattern pattern) {
        return pattern.asMatchPredicate();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public HttpURI getHttpURI() {
        return uri;
    }

    @Override
    public HttpFields getHeaders() {
        return headers;
    }

    @Override
    public boolean isSecure() {
        return "https".equals(uri.getScheme());
    }

    @Override
    public ConnectionMetaData getConnectionMetaData() {
        ConnectionMetaData connection = super.getConnectionMetaData();
        if (client.isEmpty()) {
            return connection;
        }
        InetSocketAddress address = new InetSocketAddress(client.get(), 0);
        return new ConnectionMetaData.Wrapper(connection) {
            @Override
            public SocketAddress getRemoteSocketAddress() {
                return address;
            }
        };
    }
}

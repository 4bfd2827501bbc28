package io.snapferry.server.buckets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.server.catalog.StoreSettings.Credentials;
import io.snapferry.server.network.AddressBlock;
import io.snapferry.server.network.EndpointGuard;
import io.snapferry.store.HostRefusedException;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.StoreActivity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A name that was harmless when it was registered, and leads to the server's own machine when it is connected to. */
class GuardedStoresTest {
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger lookUps = new AtomicInteger();
    private final EndpointGuard guard = new EndpointGuard(
            true,
            false,
            host -> List.of(AddressBlock.address(lookUps.incrementAndGet() == 1 ? "1.1.1.1" : "127.0.0.1")
                    .orElseThrow()));
    private HttpServer victim;

    @BeforeEach
    void start() throws IOException {
        victim = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        victim.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        victim.start();
    }

    @AfterEach
    void stop() {
        victim.stop(0);
    }

    private StoreAccess store(URI endpoint, Credentials credentials, boolean isDeclared) {
        StoreSettings settings = new StoreSettings.S3(
                Optional.of(endpoint),
                Optional.of("us-east-1"),
                true,
                credentials,
                new StoreSettings.Encryption.BucketDefault(),
                false);
        return new StoreAccess(
                new Id<>("64b000000000000000000005"),
                new Id<>("64b0000000000000000000bb"),
                "s3",
                settings,
                Instant.EPOCH,
                isDeclared);
    }

    private static final Credentials KEYS = new Credentials.Static("AK", "SK");

    private URI named(String host) {
        return URI.create("http://" + host + ":" + victim.getAddress().getPort());
    }

    private void assertRefused(StoreAccess store) {
        assertThatThrownBy(() -> new BucketStores(guard, StoreActivity.NONE).check(store, "backups"))
                .isInstanceOfSatisfying(ObjectStoreException.class, refusal -> {
                    assertThat(refusal.storeCode()).isEqualTo("EndpointRefused");
                    assertThat(refusal.isRetryable()).isFalse();
                })
                .hasMessageContaining("network.allow-loopback-endpoints");
        assertThat(requests).hasValue(0);
    }

    @Test
    void isNotConnectedToAfterItsAddressHasChanged() throws HostRefusedException {
        guard.check(named("rebinding.example"));

        assertRefused(store(named("rebinding.example"), KEYS, false));
    }

    @Test
    void isNotConnectedToByItsAddress() {
        lookUps.set(1);

        assertRefused(store(named("127.0.0.1"), KEYS, false));
    }

    @Test
    void isNotAskedForCredentials() {
        lookUps.set(1);
        Credentials role = new Credentials.AssumeRole(
                "arn:aws:iam::111122223333:role/x", Optional.empty(), Optional.of(named("sts.example")), KEYS);

        assertRefused(store(URI.create("http://1.1.1.1"), role, false));
    }

    @Test
    void isConnectedToWhenTheConfigurationSaysSo() throws IOException {
        new BucketStores(guard, StoreActivity.NONE).check(store(named("127.0.0.1"), KEYS, true), "backups");

        assertThat(requests.get()).isPositive();
        assertThat(lookUps).hasValue(0);
    }
}

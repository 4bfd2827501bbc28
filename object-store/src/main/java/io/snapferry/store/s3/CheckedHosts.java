package io.snapferry.store.s3;

import io.snapferry.store.HostRefusedException;
import io.snapferry.store.HostResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Asks our resolver each time a connection is made, so that a name that has changed since cannot lead elsewhere. */
record CheckedHosts(HostResolver hosts) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        try {
            return hosts.resolve(host).toArray(new InetAddress[0]);
        } catch (HostRefusedException e) {
            throw SdkClientException.create(e.getMessage(), e);
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}

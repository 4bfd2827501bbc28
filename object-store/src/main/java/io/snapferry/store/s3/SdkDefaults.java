package io.snapferry.store.s3;

import io.snapferry.store.HostResolver;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** What all clients of the SDK have in common here: transport, time limits, retries. */
record SdkDefaults(S3Patience patience, HostResolver hosts) {

    /** More than any sensible number of threads, so that none waits for a connection. */
    private static final int MAX_CONNECTION_COUNT = 256;

    /**
     * Not the JDK's client, although it is smaller: that one drops the body of a refusal that comes before the request's body was
     * sent, or that has status 401, and the store's code and words with it.
     *
     * @param isOfUser whether the endpoint is one that somebody set; hosts of AWS itself are not asked about
     */
    Apache5HttpClient.Builder httpClient(boolean isOfUser) {
        Apache5HttpClient.Builder client = Apache5HttpClient.builder();
        if (isOfUser) {
            client.dnsResolver(new CheckedHosts(hosts));
        }
        return client.maxConnections(MAX_CONNECTION_COUNT)
                .connectionTimeout(patience.connect())
                .socketTimeout(patience.silence());
    }

    ClientOverrideConfiguration overrides() {
        BackoffStrategy backoff = BackoffStrategy.exponentialDelay(patience.firstBackoff(), S3Patience.LONGEST_BACKOFF);
        BackoffStrategy throttlingBackoff =
                BackoffStrategy.exponentialDelay(patience.firstBackoff().multipliedBy(10), S3Patience.LONGEST_BACKOFF);
        return ClientOverrideConfiguration.builder()
                .apiCallTimeout(patience.call())
                .apiCallAttemptTimeout(patience.attempt())
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(patience.attemptCount())
                        .backoffStrategy(backoff)
                        .throttlingBackoffStrategy(throttlingBackoff)
                        .build())
                .build();
    }
}

package io.snapferry.store.s3;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** What all clients of the SDK have in common here: transport, time limits, retries. */
record SdkDefaults(S3Patience patience) {

    /** More than any sensible number of threads, so that none waits for a connection. */
    private static final int MAX_CONNECTION_COUNT = 256;

    /**
     * Not the JDK's client, although it is smaller: that one drops the body of a refusal that comes before the request's body was
     * sent, or that has status 401, and the store's code and words with it.
     */
    SdkHttpClient.Builder<?> httpClient() {
        return new InterruptibleHttpClient.Builder(Apache5HttpClient.builder()
                .maxConnections(MAX_CONNECTION_COUNT)
                .connectionTimeout(patience.connect())
                .socketTimeout(patience.silence()));
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

package io.snapferry.store.s3;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** What all clients of the SDK have in common here: transport, time limits, retries. */
record SdkDefaults(S3Patience patience) {

    UrlConnectionHttpClient.Builder httpClient() {
        return UrlConnectionHttpClient.builder()
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

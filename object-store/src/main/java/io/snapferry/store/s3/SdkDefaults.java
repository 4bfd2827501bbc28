package io.snapferry.store.s3;

import io.snapferry.store.HostResolver;
import io.snapferry.store.StoreActivity;
import java.util.List;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** What all clients of the SDK have in common here: transport, time limits, retries and their count, where names lead. */
record SdkDefaults(S3Patience patience, StoreActivity activity, HostResolver hosts) {

    /** More than any sensible number of threads, so that none waits for a connection. */
    private static final int MAX_CONNECTION_COUNT = 256;

    /**
     * Not the JDK's client, although it is smaller: that one drops the body of a refusal that comes before the request's body was
     * sent, or that has status 401, and the store's code and words with it.
     *
     * @param isOfUser whether the endpoint is one that somebody set; hosts of AWS itself are not asked about
     */
    InterruptibleHttpClient.Builder httpClient(boolean isOfUser) {
        Apache5HttpClient.Builder client = Apache5HttpClient.builder();
        if (isOfUser) {
            client.dnsResolver(new CheckedHosts(hosts));
        }
        return new InterruptibleHttpClient.Builder(client.maxConnections(MAX_CONNECTION_COUNT)
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
                .addMetricPublisher(new RetryCount(activity))
                .build();
    }

    /** Hears of every request when it has ended. */
    private record RetryCount(StoreActivity activity) implements MetricPublisher {
        @Override
        public void publish(MetricCollection request) {
            int retries = sum(request.metricValues(CoreMetric.RETRY_COUNT));
            if (retries > 0) {
                activity.retried(String.join(" ", request.metricValues(CoreMetric.OPERATION_NAME)), retries);
            }
        }

        private static int sum(List<Integer> counts) {
            return counts.stream().mapToInt(Integer::intValue).sum();
        }

        @Override
        public void close() {}
    }
}

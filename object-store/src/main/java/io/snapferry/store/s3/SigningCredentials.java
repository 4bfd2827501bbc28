package io.snapferry.store.s3;

import java.util.ArrayDeque;
import java.util.Deque;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Turns {@link S3Credentials} into what the SDK signs with, and closes it afterwards. The SDK renews what is about to run out;
 * {@link #renew} is for what the store says has run out already. Thread-safe.
 */
final class SigningCredentials implements AwsCredentialsProvider, AutoCloseable {
    private static final String SESSION_NAME = "snapferry";

    private final S3Credentials credentials;
    private final Region region;
    private final SdkDefaults defaults;

    /** All that were made: others may still sign with one that was replaced. Guarded by this. */
    private final Deque<SdkAutoCloseable> resources = new ArrayDeque<>();

    private volatile Source source;
    private volatile boolean hadSome;

    /**
     * Where credentials come from at present.
     *
     * @param number grows with each renewal
     */
    private record Source(AwsCredentialsProvider provider, int number) {}

    /**
     * Asks nobody yet.
     *
     * @param region whose STS is asked
     */
    SigningCredentials(S3Credentials credentials, Region region, SdkDefaults defaults) {
        this.credentials = credentials;
        this.region = region;
        this.defaults = defaults;
        this.source = new Source(provider(), 0);
    }

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            AwsCredentials resolved = source.provider().resolveCredentials();
            hadSome = true;
            return resolved;
        } catch (CredentialsFailure e) {
            throw e; // of the base of a role
        } catch (SdkException e) {
            throw credentials instanceof S3Credentials.AssumeRole
                    ? CredentialsFailure.ofRole(e)
                    : CredentialsFailure.ofChain(hadSome, e);
        }
    }

    /** How often they were renewed. */
    int renewalCount() {
        return source.number();
    }

    /**
     * Forgets what is kept of credentials, so that the next request asks for them anew. Once for all requests that were refused
     * with the same ones.
     *
     * @param refusedRenewalCount {@link #renewalCount} before the refused request
     * @return whether there may be others now; never of a fixed pair
     */
    synchronized boolean renew(int refusedRenewalCount) {
        if (credentials instanceof S3Credentials.Static) {
            return false;
        }
        if (source.number() == refusedRenewalCount) {
            source = new Source(provider(), refusedRenewalCount + 1);
        }
        return true;
    }

    @Override
    public synchronized void close() {
        resources.forEach(SdkAutoCloseable::close);
    }

    private AwsCredentialsProvider provider() {
        return credentials instanceof S3Credentials.AssumeRole role ? ofRole(role) : ofBase(credentials);
    }

    private AwsCredentialsProvider ofBase(S3Credentials base) {
        if (base instanceof S3Credentials.Static fixed) {
            return StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(fixed.accessKeyId(), fixed.secretAccessKey()));
        }
        DefaultCredentialsProvider chain = DefaultCredentialsProvider.builder().build();
        resources.push(chain);
        return () -> {
            try {
                return chain.resolveCredentials();
            } catch (SdkException e) {
                throw CredentialsFailure.ofChain(hadSome, e);
            }
        };
    }

    private AwsCredentialsProvider ofRole(S3Credentials.AssumeRole role) {
        StsClientBuilder client = StsClient.builder()
                .region(region)
                .credentialsProvider(ofBase(role.base()))
                .httpClientBuilder(defaults.httpClient(role.stsEndpoint().isPresent()))
                .overrideConfiguration(defaults.overrides());
        role.stsEndpoint().ifPresent(client::endpointOverride);
        StsClient sts = client.build();
        resources.push(sts);

        AssumeRoleRequest.Builder request =
                AssumeRoleRequest.builder().roleArn(role.roleArn()).roleSessionName(SESSION_NAME);
        role.externalId().ifPresent(request::externalId);
        StsAssumeRoleCredentialsProvider session = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request.build())
                .build();
        resources.push(session);
        return session;
    }
}

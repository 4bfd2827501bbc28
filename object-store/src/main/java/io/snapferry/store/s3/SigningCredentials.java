package io.snapferry.store.s3;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
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

/** Turns {@link S3Credentials} into what the SDK signs with, and closes it afterwards. */
final class SigningCredentials implements AwsCredentialsProvider, AutoCloseable {
    private static final String SESSION_NAME = "snapferry";

    private final Deque<SdkAutoCloseable> resources = new ArrayDeque<>();
    private final AwsCredentialsProvider provider;
    private final Function<SdkException, CredentialsFailure> failure;

    /**
     * Asks nobody yet.
     *
     * @param region whose STS is asked
     */
    SigningCredentials(S3Credentials credentials, Region region, SdkDefaults defaults) {
        if (credentials instanceof S3Credentials.AssumeRole role) {
            provider = ofRole(role, region, defaults);
            failure = CredentialsFailure::ofRole;
        } else {
            provider = ofBase(credentials);
            failure = CredentialsFailure::ofChain;
        }
    }

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return provider.resolveCredentials();
        } catch (CredentialsFailure e) {
            throw e; // of the base of a role
        } catch (SdkException e) {
            throw failure.apply(e);
        }
    }

    @Override
    public void close() {
        resources.forEach(SdkAutoCloseable::close);
    }

    private AwsCredentialsProvider ofBase(S3Credentials credentials) {
        if (credentials instanceof S3Credentials.Static fixed) {
            return StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(fixed.accessKeyId(), fixed.secretAccessKey()));
        }
        DefaultCredentialsProvider chain = DefaultCredentialsProvider.builder().build();
        resources.push(chain);
        return () -> {
            try {
                return chain.resolveCredentials();
            } catch (SdkException e) {
                throw CredentialsFailure.ofChain(e);
            }
        };
    }

    private AwsCredentialsProvider ofRole(S3Credentials.AssumeRole role, Region region, SdkDefaults defaults) {
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

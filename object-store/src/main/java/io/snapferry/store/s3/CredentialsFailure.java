package io.snapferry.store.s3;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Credentials could not be had for a request. The SDK reports this as a failure of that request; this type keeps the two
 * apart on their way through the SDK.
 */
final class CredentialsFailure extends SdkClientException {
    private static final long serialVersionUID = 1L;

    private final boolean fromRole;

    private CredentialsFailure(boolean fromRole, SdkException cause) {
        super(SdkClientException.builder().message(cause.getMessage()).cause(cause));
        this.fromRole = fromRole;
    }

    static CredentialsFailure ofChain(SdkException cause) {
        return new CredentialsFailure(false, cause);
    }

    static CredentialsFailure ofRole(SdkException cause) {
        return new CredentialsFailure(true, cause);
    }

    /** Whether STS was asked and failed; otherwise there are no credentials to sign anything with. */
    boolean isFromRole() {
        return fromRole;
    }
}

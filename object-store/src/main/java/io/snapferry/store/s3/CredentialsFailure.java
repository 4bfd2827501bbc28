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
    private final boolean maySoonPass;

    private CredentialsFailure(boolean fromRole, boolean maySoonPass, SdkException cause) {
        super(SdkClientException.builder().message(cause.getMessage()).cause(cause));
        this.fromRole = fromRole;
        this.maySoonPass = maySoonPass;
    }

    /** @param hadSome whether there were credentials before: then whoever gave them may be away for a moment only */
    static CredentialsFailure ofChain(boolean hadSome, SdkException cause) {
        return new CredentialsFailure(false, hadSome, cause);
    }

    static CredentialsFailure ofRole(SdkException cause) {
        return new CredentialsFailure(true, false, cause);
    }

    /** Whether STS was asked and failed; otherwise there are no credentials to sign anything with. */
    boolean isFromRole() {
        return fromRole;
    }

    /** Whether credentials may be there again soon; what STS answered says so itself. */
    boolean maySoonPass() {
        return maySoonPass;
    }
}

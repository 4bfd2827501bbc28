package io.snapferry.store.s3;

import java.net.URI;
import java.util.Optional;

/** How requests to S3 are signed. */
public sealed interface S3Credentials {

    /** The SDK's usual chain: system properties, environment, web identity, profile, container, instance. */
    record Default() implements S3Credentials {}

    /** A fixed key pair. */
    record Static(String accessKeyId, String secretAccessKey) implements S3Credentials {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Static[" + accessKeyId + "]";
        }
    }

    /**
     * A role taken through STS; its session is renewed before it ends.
     *
     * @param roleArn of the role
     * @param externalId that the role's trust policy asks for
     * @param stsEndpoint absent for AWS itself
     * @param base what the call to STS is signed with; never itself an AssumeRole
     */
    record AssumeRole(String roleArn, Optional<String> externalId, Optional<URI> stsEndpoint, S3Credentials base)
            implements S3Credentials {
        /** @throws IllegalArgumentException when the base is a role too */
        public AssumeRole {
            if (base instanceof AssumeRole) {
                throw new IllegalArgumentException("a role cannot be taken with the credentials of another role");
            }
        }

        /** Without the external id, which is half a secret. */
        @Override
        public String toString() {
            return "AssumeRole[" + roleArn + ", base " + base + "]";
        }
    }
}

package io.snapferry.server.auth;

/** What came of the credentials in a request. */
public sealed interface SignIn {
    /** They are right. */
    record Accepted(Principal principal) implements SignIn {}

    /**
     * There are none, they are not right, or it cannot be told.
     *
     * @param challenge the value of {@code WWW-Authenticate}
     */
    record Refused(String challenge) implements SignIn {
        /** Whether only the nonce is too old, and the client will sign again by itself. */
        public boolean isStale() {
            return challenge.contains("stale=true");
        }
    }

    /**
     * They are right, but may not be used from there.
     *
     * @param address of the client
     */
    record WrongAddress(String address) implements SignIn {}
}

package io.snapferry.server.auth;

import java.time.Duration;

/** What came of the credentials in a request. */
public sealed interface SignIn {
    /** They are right. */
    record Accepted(Principal principal) implements SignIn {}

    /**
     * There are none, they are not right, or it cannot be told.
     *
     * @param challenge the value of {@code WWW-Authenticate}
     * @param isFailure whether there were credentials, and nobody who knows the secret can have made them
     */
    record Refused(String challenge, boolean isFailure) implements SignIn {}

    /**
     * They were not looked at: there were too many wrong ones before.
     *
     * @param address that they came from
     * @param waitingTime until the next may be sent, at least a second
     */
    record TooManyFailures(String address, Duration waitingTime) implements SignIn {}

    /**
     * They are right, but may not be used from there.
     *
     * @param address of the client
     */
    record WrongAddress(String address) implements SignIn {}
}

package io.snapferry.store.s3;

import io.snapferry.store.HostRefusedException;
import io.snapferry.store.ObjectStoreException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Says in our words what the SDK threw. What the store answered keeps the store's code and message; what never reached it,
 * or came back unreadable, gets a code of ours: {@code ConnectionFailed}, {@code TlsFailed}, {@code Timeout},
 * {@code NoCredentials}, {@code EndpointRefused}, {@code Interrupted}, {@code InvalidAnswer}, {@code ClientError}.
 */
final class S3Failure {
    /**
     * What a fresh try of the whole object can mend although the status is below 500: changed bytes, forgotten uploads, and
     * failures that S3 reports inside an answer with status 200 to CompleteMultipartUpload.
     */
    private static final Set<String> MENDABLE_CODES = Set.of(
            "BadDigest",
            "IncompleteBody",
            "InternalError",
            "InvalidPart",
            "NoSuchUpload",
            "OperationAborted",
            "RequestTimeout",
            "ServiceUnavailable",
            "XAmzContentChecksumMismatch",
            "XAmzContentSHA256Mismatch");

    /** Of S3 and of STS. */
    private static final Set<String> EXPIRED_CODES =
            Set.of("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired");

    private static final Set<Integer> REDIRECT_STATUSES = Set.of(301, 307);
    private static final int NOT_IMPLEMENTED = 501;
    private static final int MAX_DETAIL_LENGTH = 500;

    /** The element Region says the same, but the SDK keeps code and message only. */
    private static final Pattern EXPECTED_REGION = Pattern.compile("expecting '([^']*)'");

    private S3Failure() {}

    static ObjectStoreException of(String operation, String place, SdkException failure) {
        Optional<CredentialsFailure> credentials = inCauses(failure, CredentialsFailure.class);
        if (credentials.isPresent()) {
            return ofCredentials(operation, place, credentials.get());
        }
        if (failure instanceof AwsServiceException answer) {
            return ofAnswer(operation, place, answer);
        }
        return ofClient(operation, place, failure);
    }

    /** The region that the bucket is in, when the store refused a request for being sent or signed for another. */
    static Optional<String> namedRegion(SdkException failure) {
        if (!(failure instanceof AwsServiceException answer)) {
            return Optional.empty();
        }
        AwsErrorDetails details = answer.awsErrorDetails();
        boolean isWrongRegion = details != null
                && (REDIRECT_STATUSES.contains(answer.statusCode())
                        || "AuthorizationHeaderMalformed".equals(details.errorCode()));
        if (!isWrongRegion) {
            return Optional.empty();
        }
        Optional<String> named = Optional.ofNullable(details.sdkHttpResponse())
                .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"));
        if (named.isEmpty() && details.errorMessage() != null) {
            Matcher words = EXPECTED_REGION.matcher(details.errorMessage());
            named = words.find() ? Optional.of(words.group(1)) : Optional.empty();
        }
        return named.filter(S3Settings::isRegion);
    }

    /** Whether other credentials of the same kind may be taken for right. */
    static boolean isOfExpiredCredentials(SdkException failure) {
        return inCauses(failure, AwsServiceException.class)
                .map(AwsServiceException::awsErrorDetails)
                .map(AwsErrorDetails::errorCode)
                .filter(EXPIRED_CODES::contains)
                .isPresent();
    }

    private static ObjectStoreException ofCredentials(String operation, String place, CredentialsFailure failure) {
        Throwable cause = failure.getCause();
        if (failure.isFromRole() && cause instanceof SdkException refusal) {
            return of("AssumeRole", place, refusal);
        }
        return new ObjectStoreException(
                operation, place, "NoCredentials", clean(failure.getMessage()), failure.maySoonPass(), failure);
    }

    private static ObjectStoreException ofAnswer(String operation, String place, AwsServiceException failure) {
        AwsErrorDetails details = failure.awsErrorDetails();
        String code = details == null ? "" : clean(details.errorCode());
        String message = details == null ? "" : clean(details.errorMessage());
        int status = failure.statusCode();
        if (code.equals("NoSuchKey")) {
            return ObjectStoreException.missing(operation, place, code, failure);
        }
        boolean retryable = (status >= 500 && status != NOT_IMPLEMENTED)
                || failure.isThrottlingException()
                || MENDABLE_CODES.contains(code);
        return new ObjectStoreException(
                operation,
                place,
                code.isEmpty() ? "HTTP" + status : code,
                (message.isEmpty() ? "the store gave no reason" : message)
                        + namedRegion(failure)
                                .map(region -> ". The bucket is in region " + region)
                                .orElse(""),
                retryable,
                failure);
    }

    private static ObjectStoreException ofClient(String operation, String place, SdkException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = clean(root.getMessage());
        String detail = root == failure ? reason : root.getClass().getSimpleName() + ": " + reason;
        if (inCauses(failure, AbortedException.class).isPresent()
                || inCauses(failure, InterruptedException.class).isPresent()) {
            return new ObjectStoreException(operation, place, "Interrupted", detail, true, failure);
        }
        if (inCauses(failure, ApiCallTimeoutException.class).isPresent()
                || inCauses(failure, ApiCallAttemptTimeoutException.class).isPresent()
                || inCauses(failure, SocketTimeoutException.class).isPresent()) {
            return new ObjectStoreException(operation, place, "Timeout", detail, true, failure);
        }
        if (inCauses(failure, InterruptedIOException.class).isPresent()) {
            return new ObjectStoreException(operation, place, "Interrupted", detail, true, failure);
        }
        if (inCauses(failure, SSLHandshakeException.class).isPresent()) {
            return new ObjectStoreException(operation, place, "TlsFailed", detail, false, failure);
        }
        if (inCauses(failure, HostRefusedException.class).isPresent()) {
            return new ObjectStoreException(operation, place, "EndpointRefused", reason, false, failure);
        }
        if (inCauses(failure, IOException.class).isPresent()) {
            return new ObjectStoreException(operation, place, "ConnectionFailed", detail, true, failure);
        }
        if (inCauses(failure, XMLStreamException.class).isPresent()) {
            // Most often an answer that was cut short.
            return new ObjectStoreException(operation, place, "InvalidAnswer", detail, true, failure);
        }
        return new ObjectStoreException(operation, place, "ClientError", detail, failure.retryable(), failure);
    }

    private static <T extends Throwable> Optional<T> inCauses(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    /** A store's words go into logs and API answers: one line, of bounded length. */
    private static String clean(@Nullable String words) {
        if (words == null) {
            return "";
        }
        String line = words.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= MAX_DETAIL_LENGTH ? line : line.substring(0, MAX_DETAIL_LENGTH) + "...";
    }
}

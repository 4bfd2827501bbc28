package io.snapferry.server.http;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chooses the version of an operation as Atlas does: {@code Accept: application/vnd.atlas.<date>+json} gets the newest version
 * that is not newer than the date. Nothing else is acceptable, except {@code preview}, which gets the newest.
 */
public final class VersionNegotiation {
    private static final Pattern MEDIA_TYPE = Pattern.compile(
            "application/vnd\\.atlas\\.(\\d{4}-\\d{2}-\\d{2}|preview)\\+json", Pattern.CASE_INSENSITIVE);
    private static final String PREVIEW = "preview";

    private VersionNegotiation() {}

    /**
     * The candidate that answers.
     *
     * @param candidates of one route, all versioned
     * @param accept the values of all {@code Accept} headers
     * @throws ApiException 406, naming the versions that there are
     */
    static Operation choose(List<Operation> candidates, List<String> accept) {
        for (String value : accept) {
            Matcher mediaType = MEDIA_TYPE.matcher(value);
            while (mediaType.find()) {
                Optional<Operation> chosen = notAfter(candidates, mediaType.group(1));
                if (chosen.isPresent()) {
                    return chosen.get();
                }
            }
        }
        throw ApiErrorCode.INVALID_VERSION_DATE.with(supported(candidates));
    }

    private static Optional<Operation> notAfter(List<Operation> candidates, String asked) {
        LocalDate limit = LocalDate.MAX;
        if (!asked.equalsIgnoreCase(PREVIEW)) {
            try {
                limit = LocalDate.parse(asked);
            } catch (DateTimeException e) {
                return Optional.empty(); // digits, but no day of any calendar
            }
        }
        LocalDate newest = limit;
        return candidates.stream()
                .filter(candidate -> !versionOf(candidate).isAfter(newest))
                .max(Comparator.comparing(VersionNegotiation::versionOf));
    }

    private static LocalDate versionOf(Operation operation) {
        return operation.version().orElse(LocalDate.MIN);
    }

    private static String supported(List<Operation> candidates) {
        return String.join(
                ", ",
                candidates.stream()
                        .map(VersionNegotiation::versionOf)
                        .sorted()
                        .map(VersionNegotiation::mediaType)
                        .toList());
    }

    /** The media type of a version. */
    public static String mediaType(LocalDate version) {
        return "application/vnd.atlas." + version + "+json";
    }
}

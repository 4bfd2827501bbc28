package io.snapferry.verify;

import java.util.List;

/**
 * What verifying one export came to.
 *
 * @param prefix of the export
 * @param objects that were read, without dot-files
 * @param documents that were read
 * @param bytes that were read, compressed
 * @param isSealed whether the manifest holds itself and {@code .complete} together; those of version 1 do not
 * @param isProven whether everything was compared with the source too
 * @param findings ordered by key, the first {@value Findings#MAX_KEPT}; none means that the export is whole
 * @param findingCount of all findings
 */
public record VerifyReport(
        String prefix,
        long objects,
        long documents,
        long bytes,
        boolean isSealed,
        boolean isProven,
        List<Finding> findings,
        long findingCount) {
    /** Copies the findings. */
    public VerifyReport {
        findings = List.copyOf(findings);
    }

    /** Whether nothing was found. */
    public boolean isWhole() {
        return findingCount == 0;
    }
}

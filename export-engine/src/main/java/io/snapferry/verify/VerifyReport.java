package io.snapferry.verify;

import java.util.List;

/**
 * What verifying one export came to.
 *
 * @param prefix of the export
 * @param objects that were read, without dot-files
 * @param documents that were read
 * @param bytes that were read, compressed
 * @param findings ordered by key; none means that the export is whole
 */
public record VerifyReport(String prefix, long objects, long documents, long bytes, List<Finding> findings) {
    /** Copies the findings. */
    public VerifyReport {
        findings = List.copyOf(findings);
    }

    /** Whether nothing was found. */
    public boolean isWhole() {
        return findings.isEmpty();
    }
}

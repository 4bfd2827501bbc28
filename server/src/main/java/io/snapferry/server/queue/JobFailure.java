package io.snapferry.server.queue;

import io.snapferry.compression.CodecUnavailableException;
import io.snapferry.plan.PlanException;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.source.SourceException;
import io.snapferry.store.ObjectStoreException;

/** Tells a user why a job failed. The codes are explained in docs/errors.md. */
public final class JobFailure {
    /** The snapshot's files are damaged, changed or gone. */
    public static final String SNAPSHOT_UNREADABLE = "SNAPSHOT_UNREADABLE";

    /** The snapshot is whole, but something in it cannot be exported, or it changed while it was. */
    public static final String SNAPSHOT_NOT_EXPORTABLE = "SNAPSHOT_NOT_EXPORTABLE";

    /** The object store refused an object. */
    public static final String EXPORT_BUCKET_WRITE_FAILED = "EXPORT_BUCKET_WRITE_FAILED";

    /** What compressed the objects of an earlier run cannot be had on this machine. */
    public static final String CODEC_NOT_AVAILABLE = "CODEC_NOT_AVAILABLE";

    /** A defect of this program, or a machine without memory. */
    public static final String UNEXPECTED_ERROR = "UNEXPECTED_ERROR";

    private JobFailure() {}

    static ExportJob.Failure of(Throwable cause) {
        return new ExportJob.Failure(code(cause), message(cause));
    }

    private static String code(Throwable cause) {
        if (cause instanceof SourceException) {
            return SNAPSHOT_UNREADABLE;
        }
        if (cause instanceof PlanException) {
            return SNAPSHOT_NOT_EXPORTABLE;
        }
        if (cause instanceof ObjectStoreException) {
            return EXPORT_BUCKET_WRITE_FAILED;
        }
        if (cause instanceof CodecUnavailableException) {
            return CODEC_NOT_AVAILABLE;
        }
        return UNEXPECTED_ERROR;
    }

    private static String message(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}

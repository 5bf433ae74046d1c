package io.candor.error;

import java.util.Locale;

/** Stable codes of operational failures, grouped by whose fault they are. */
public enum ErrorCode {
    // The sender of a request.
    MALFORMED_JSON(Fault.CLIENT),
    INVALID_REQUEST(Fault.CLIENT),
    PAYLOAD_TOO_LARGE(Fault.CLIENT),
    URI_TOO_LONG(Fault.CLIENT),
    HEADERS_TOO_LARGE(Fault.CLIENT),
    REQUEST_TOO_SLOW(Fault.CLIENT),
    KEY_MISSING(Fault.CLIENT),
    KEY_INVALID(Fault.CLIENT),
    KEY_NOT_ALLOWED(Fault.CLIENT),
    ORIGIN_NOT_ALLOWED(Fault.CLIENT),
    UNSUPPORTED_MEDIA_TYPE(Fault.CLIENT),
    METHOD_NOT_ALLOWED(Fault.CLIENT),
    ROUTE_NOT_FOUND(Fault.CLIENT),
    PLACEMENT_NOT_FOUND(Fault.CLIENT),
    ITEM_NOT_FOUND(Fault.CLIENT),
    MODEL_NOT_FOUND(Fault.CLIENT),
    EXPERIMENT_NOT_FOUND(Fault.CLIENT),
    REPORT_NOT_FOUND(Fault.CLIENT),
    EXPERIMENT_CHANGED(Fault.CLIENT),
    EXPERIMENT_CONFLICT(Fault.CLIENT),
    LAYER_FULL(Fault.CLIENT),
    CURSOR_INVALID(Fault.CLIENT),
    TOKEN_INVALID(Fault.CLIENT),

    // Not now, but perhaps later.
    RATE_LIMITED(Fault.CAPACITY),
    OVERLOADED(Fault.CAPACITY),
    DEADLINE_EXCEEDED(Fault.CAPACITY),
    DRAINING(Fault.CAPACITY),
    MODEL_UNAVAILABLE(Fault.CAPACITY),
    STORAGE_UNAVAILABLE(Fault.CAPACITY),
    EVENTLOG_FULL(Fault.CAPACITY),
    EVENTLOG_UNAVAILABLE(Fault.CAPACITY),

    // Files that were handed to us.
    CONFIG_INVALID(Fault.INPUT_FILE),
    BUNDLE_MISSING(Fault.INPUT_FILE),
    BUNDLE_TRUNCATED(Fault.INPUT_FILE),
    BUNDLE_CORRUPT(Fault.INPUT_FILE),
    BUNDLE_TOO_OLD(Fault.INPUT_FILE),
    BUNDLE_TOO_NEW(Fault.INPUT_FILE),
    BUNDLE_DIMENSION_MISMATCH(Fault.INPUT_FILE),
    BUNDLE_NOT_FINITE(Fault.INPUT_FILE),
    INDEX_BELOW_RECALL(Fault.INPUT_FILE),
    IMPORT_INVALID(Fault.INPUT_FILE),
    DATASET_INVALID(Fault.INPUT_FILE),

    // The machine we run on.
    USAGE(Fault.ENVIRONMENT),
    PORT_UNAVAILABLE(Fault.ENVIRONMENT),
    DATABASE_UNAVAILABLE(Fault.ENVIRONMENT),
    DATA_DIRECTORY_UNUSABLE(Fault.ENVIRONMENT),
    INSECURE_BINDING(Fault.ENVIRONMENT),

    INTERNAL(Fault.INTERNAL);

    /** Whose fault a failure is. */
    public enum Fault {
        CLIENT,
        CAPACITY,
        INPUT_FILE,
        ENVIRONMENT,
        INTERNAL
    }

    private final Fault fault;
    private final String wire = name().toLowerCase(Locale.ROOT);

    ErrorCode(Fault fault) {
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }

    /** Returns the code as it stands in problem documents and logs, in lower snake case. */
    public String wire() {
        return wire;
    }
}

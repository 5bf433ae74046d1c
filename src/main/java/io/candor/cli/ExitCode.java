package io.candor.cli;

import io.candor.error.ErrorCode;

/** The exit codes of every command. They are stable: scripts may rely on them. */
final class ExitCode {
    /** Done. */
    static final int OK = 0;
    /** A defect of this program, or of something it runs on. */
    static final int INTERNAL = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** The configuration is wrong. */
    static final int CONFIG = 3;
    /** A file was refused: a bundle, factors, a data set. */
    static final int INPUT = 4;
    /** The machine does not let us: port, database, directory, keys. */
    static final int ENVIRONMENT = 5;
    /** Not now; the same call may succeed later. */
    static final int UNAVAILABLE = 6;
    /** A request was refused, by this process or by the server that was asked. */
    static final int REFUSED = 7;

    /** A model did not pass the gate of {@code promote}. */
    static final int NOT_PROMOTED = 8;

    private ExitCode() {}

    /** Returns the exit code of a failure. */
    static int of(ErrorCode code) {
        return switch (code) {
            case USAGE -> USAGE;
            case CONFIG_INVALID -> CONFIG;
            case BUNDLE_MISSING,
                    BUNDLE_TRUNCATED,
                    BUNDLE_CORRUPT,
                    BUNDLE_TOO_OLD,
                    BUNDLE_TOO_NEW,
                    BUNDLE_DIMENSION_MISMATCH,
                    BUNDLE_NOT_FINITE,
                    INDEX_BELOW_RECALL,
                    IMPORT_INVALID,
                    DATASET_INVALID -> INPUT;
            case PORT_UNAVAILABLE, DATABASE_UNAVAILABLE, DATA_DIRECTORY_UNUSABLE, INSECURE_BINDING -> ENVIRONMENT;
            case RATE_LIMITED,
                    OVERLOADED,
                    DEADLINE_EXCEEDED,
                    DRAINING,
                    MODEL_UNAVAILABLE,
                    STORAGE_UNAVAILABLE,
                    EVENTLOG_FULL,
                    EVENTLOG_UNAVAILABLE -> UNAVAILABLE;
            case MALFORMED_JSON,
                    INVALID_REQUEST,
                    PAYLOAD_TOO_LARGE,
                    URI_TOO_LONG,
                    HEADERS_TOO_LARGE,
                    REQUEST_TOO_SLOW,
                    KEY_MISSING,
                    KEY_INVALID,
                    KEY_NOT_ALLOWED,
                    ORIGIN_NOT_ALLOWED,
                    UNSUPPORTED_MEDIA_TYPE,
                    METHOD_NOT_ALLOWED,
                    ROUTE_NOT_FOUND,
                    PLACEMENT_NOT_FOUND,
                    ITEM_NOT_FOUND,
                    MODEL_NOT_FOUND,
                    EXPERIMENT_NOT_FOUND,
                    REPORT_NOT_FOUND,
                    EXPERIMENT_CHANGED,
                    EXPERIMENT_CONFLICT,
                    LAYER_FULL,
                    CURSOR_INVALID,
                    TOKEN_INVALID -> REFUSED;
            case INTERNAL -> INTERNAL;
        };
    }
}

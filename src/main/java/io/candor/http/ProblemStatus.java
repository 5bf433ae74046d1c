package io.candor.http;

import io.candor.error.ErrorCode;

/** The HTTP status of every failure; the one place where the two meet. */
final class ProblemStatus {
    private ProblemStatus() {}

    static int of(ErrorCode code) {
        return switch (code) {
            case MALFORMED_JSON, INVALID_REQUEST, CURSOR_INVALID, TOKEN_INVALID -> 400;
            case KEY_MISSING, KEY_INVALID -> 401;
            case KEY_NOT_ALLOWED, ORIGIN_NOT_ALLOWED -> 403;
            case ROUTE_NOT_FOUND,
                    PLACEMENT_NOT_FOUND,
                    ITEM_NOT_FOUND,
                    MODEL_NOT_FOUND,
                    EXPERIMENT_NOT_FOUND,
                    REPORT_NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case EXPERIMENT_CONFLICT, LAYER_FULL -> 409;
            case EXPERIMENT_CHANGED -> 412;
            case REQUEST_TOO_SLOW -> 408;
            case PAYLOAD_TOO_LARGE -> 413;
            case URI_TOO_LONG -> 414;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case BUNDLE_MISSING,
                    BUNDLE_TRUNCATED,
                    BUNDLE_CORRUPT,
                    BUNDLE_TOO_NEW,
                    BUNDLE_TOO_OLD,
                    BUNDLE_DIMENSION_MISMATCH,
                    BUNDLE_NOT_FINITE,
                    INDEX_BELOW_RECALL -> 422;
            case RATE_LIMITED -> 429;
            case HEADERS_TOO_LARGE -> 431;
            case OVERLOADED,
                    DEADLINE_EXCEEDED,
                    DRAINING,
                    MODEL_UNAVAILABLE,
                    STORAGE_UNAVAILABLE,
                    EVENTLOG_FULL,
                    EVENTLOG_UNAVAILABLE -> 503;
            case CONFIG_INVALID,
                    IMPORT_INVALID,
                    DATASET_INVALID,
                    USAGE,
                    PORT_UNAVAILABLE,
                    DATABASE_UNAVAILABLE,
                    DATA_DIRECTORY_UNUSABLE,
                    INSECURE_BINDING,
                    INTERNAL -> 500;
        };
    }

    /** Returns the seconds after which a client may try again, 0 when trying again does not help. */
    static int retryAfterSeconds(ErrorCode code) {
        if (code.fault() != ErrorCode.Fault.CAPACITY) {
            return 0;
        }
        return switch (code) {
            case MODEL_UNAVAILABLE, STORAGE_UNAVAILABLE, EVENTLOG_FULL, EVENTLOG_UNAVAILABLE -> 5;
            default -> 1;
        };
    }
}

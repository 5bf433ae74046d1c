package io.candor.storage;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** What the driver throws → what the rest of the house knows. The driver's words stay in the cause. */
final class StorageFailure {
    /**
     * Classes of SQLSTATE that say "not now": connection, read-only, rolled back, out of resources, object in use, operator
     * intervention (shutdown, timeout), system error.
     */
    private static final Set<String> NOT_NOW = Set.of("08", "25", "40", "53", "55", "57", "58");

    /** Classes of SQLSTATE that say "not these values": data exception, integrity constraint violation. */
    private static final Set<String> REFUSED_DATA = Set.of("22", "23");

    private static final String DUPLICATE_KEY = "23505";

    private StorageFailure() {}

    /** Returns the failure itself if it is ours already, else {@code STORAGE_UNAVAILABLE} or {@code INTERNAL}. */
    static CandorException of(Throwable failure) {
        return switch (failure) {
            case CandorException known -> known;
            case PgException refused
            when !isNotNow(refused) ->
                new CandorException(ErrorCode.INTERNAL, "the database refused a statement", refused);
            case IllegalArgumentException bug ->
                new CandorException(ErrorCode.INTERNAL, "a statement could not be made", bug);
            default -> new CandorException(ErrorCode.STORAGE_UNAVAILABLE, sentence(failure), failure);
        };
    }

    /** Returns the SQLSTATE when the database refused a statement for the data in it, whenever it is tried. */
    static Optional<String> refusedData(Throwable failure) {
        Throwable cause = failure instanceof CandorException ? failure.getCause() : failure;
        return cause instanceof PgException refused && REFUSED_DATA.contains(classOf(refused))
                ? Optional.of(refused.getSqlState())
                : Optional.empty();
    }

    /** Returns whether a key that was to be inserted is there already. */
    static boolean isDuplicateKey(Throwable failure) {
        Throwable cause = failure instanceof CandorException ? failure.getCause() : failure;
        return cause instanceof PgException refused && DUPLICATE_KEY.equals(refused.getSqlState());
    }

    /** Returns whether the server says that the same may succeed later. */
    static boolean isNotNow(PgException failure) {
        return NOT_NOW.contains(classOf(failure));
    }

    private static String classOf(PgException failure) {
        String state = failure.getSqlState();
        return state != null && state.length() == 5 ? state.substring(0, 2) : "";
    }

    private static String sentence(Throwable failure) {
        return switch (failure) {
            case TimeoutException _ -> "the database did not answer in time";
            case IOException _, ClosedConnectionException _ -> "the database cannot be reached";
            case PgException _ -> "the database cannot do this now";
            default -> "the database is not available";
        };
    }
}

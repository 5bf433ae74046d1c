package io.candor.storage;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/** Reports, by kind; what was stored does not change. Thread-safe. */
public interface ReportStore {
    /** The longest document that is stored, in characters. */
    int MOST_CHARACTERS = 8_000_000;

    /** How many of a kind are kept, the newest. */
    int KEPT = 100;

    /**
     * Stores a report as the next version of its kind.
     *
     * @param document a JSON object in text
     * @return fails with IllegalArgumentException when it is too long
     */
    Future<StoredReport> add(String kind, Instant madeAt, String document);

    /** Returns the newest of a kind. */
    Future<Optional<StoredReport>> latest(String kind);
}

package io.candor.app;

import io.candor.dataset.Interactions;
import io.candor.dataset.SubjectFeedback;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.Event;
import io.candor.storage.FeedbackScan;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The feedback in the database, for commands: that of the configuration, or the embedded one of the data directory, which may be
 * in use by a server. Blocks.
 */
public final class FeedbackSource {
    /** Within which the same action on the same item of the same slate counts once. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private static final int TOLD_EVERY = 10_000;

    private final CandorConfig config;
    private final DataDirectory data;

    public FeedbackSource(CandorConfig config, DataDirectory data) {
        this.config = config;
        this.data = data;
    }

    /**
     * Reads all of it into one row for each (user, item).
     *
     * @param read is told how many events were read
     * @throws CandorException DATASET_INVALID when there is none; DATABASE_UNAVAILABLE and the like
     */
    public Interactions interactions(LongConsumer read) {
        SubjectFeedback feedback = new SubjectFeedback(config.profiles(), WINDOW.toMillis());
        scan(event -> {
            feedback.add(event);
            if (feedback.eventsRead() % TOLD_EVERY == 0) {
                read.accept(feedback.eventsRead());
            }
        });
        Interactions interactions = feedback.build();
        if (interactions.size() == 0) {
            throw new CandorException(
                    ErrorCode.DATASET_INVALID,
                    "the database holds no feedback of a user to learn from (" + feedback.eventsRead() + " events)");
        }
        return interactions;
    }

    /** Hands every event of a subject and an item on, subject by subject, the oldest first; returns how many there were. */
    public long scan(Consumer<Event> events) {
        return DatabaseSession.run(config, data, database -> FeedbackScan.run(database, events));
    }
}

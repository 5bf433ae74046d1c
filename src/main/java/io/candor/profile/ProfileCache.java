package io.candor.profile;

import io.candor.event.Erasure;
import io.candor.event.Event;
import io.candor.event.Merge;
import io.candor.event.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Profiles in bounded memory. */
public final class ProfileCache {
    public ProfileCache(ProfileConfig config) {}

    /** Returns the complete profile, or null when it is not in memory. Takes no lock. */
    public @Nullable Profile find(Subject subject) {
        throw new UnsupportedOperationException("being written");
    }

    /** Returns what accepted and not yet stored events alone say: the best there is while storage is away. */
    public Profile pending(Subject subject) {
        throw new UnsupportedOperationException("being written");
    }

    /** An event is durable in the event log. */
    public void accepted(long sequence, Event event) {
        throw new UnsupportedOperationException("being written");
    }

    /** Everything up to this sequence is stored and committed. */
    public void projected(long upToSequence) {
        throw new UnsupportedOperationException("being written");
    }

    /** To be called before storage is asked for the events of a subject. */
    public Load begin(Subject subject) {
        throw new UnsupportedOperationException("being written");
    }

    /** Returns the profile from what storage returned and what was accepted meanwhile, and keeps it. */
    public Profile finish(Load load, List<Event> stored) {
        throw new UnsupportedOperationException("being written");
    }

    /** To be called instead of {@link #finish} when storage did not answer. */
    public void abandon(Load load) {
        throw new UnsupportedOperationException("being written");
    }

    /** Something changed what storage holds of the subject. */
    public void invalidate(Subject subject) {
        throw new UnsupportedOperationException("being written");
    }

    /** What is pending of one subject belongs to another from now on; both are read again. */
    public void merged(Merge merge) {
        throw new UnsupportedOperationException("being written");
    }

    /** Forgets the profile, and events up to the erasure's time, also when they are loaded or accepted later. */
    public void forget(Erasure erasure) {
        throw new UnsupportedOperationException("being written");
    }

    /** Returns counts for metrics. */
    public Statistics statistics() {
        throw new UnsupportedOperationException("being written");
    }

    /** A question to storage that is under way. */
    public static final class Load {
        private Load() {}
    }

    /**
     * Counts for metrics.
     *
     * @param hits profiles found, since the start
     * @param misses profiles not found, since the start
     * @param profiles in memory now
     * @param bytes they take, about
     * @param pending events accepted and not yet stored
     * @param dropped pending events given up because there were too many, since the start
     * @param loads under way
     */
    public record Statistics(
            long hits, long misses, long profiles, long bytes, long pending, long dropped, int loads) {}
}

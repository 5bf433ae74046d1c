package io.candor.profile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import io.candor.event.Erasure;
import io.candor.event.Event;
import io.candor.event.Merge;
import io.candor.event.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Profiles in bounded memory, between the event log and storage: an accepted event shows in the next answer, before it is
 * stored.
 *
 * <p>The life of an event is {@link #accepted} (durable in the log), then stored, then {@link #projected}. A profile that is
 * not in memory is loaded: {@link #begin}, ask storage for the subject's events, {@link #finish}. The order of these calls
 * is free: whatever is accepted, stored, projected, invalidated, erased or merged while a load is under way, the profile
 * that comes out has every event once. Three calls matter in time: {@code projected} follows the commit, {@code begin} stands
 * before the question, and {@code forget} stands in the order of the log.
 *
 * <p>Pending events are bounded. When one is given up, its subject's profile stays exact while it is in memory; once it is
 * not, {@code finish} returns one that may miss the event and does not keep it ({@link Load#isComplete} is false), and {@link
 * #find} returns null, until everything up to the given-up event is stored.
 *
 * <p>Thread-safe. {@code find} takes no lock; all else takes one of {@value #STRIPES}, by subject, for as long as a few map
 * operations take, and {@code forget} walks over everything in memory.
 */
public final class ProfileCache {
    private static final int STRIPES = 64;

    private final Cache<Subject, CachedProfile> profiles;
    private final CacheStripe[] stripes;
    private final Tombstones tombstones = new Tombstones();
    private final Profile nobody = Profile.empty(Subject.NOBODY);
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    public ProfileCache(ProfileConfig config) {
        this(config, STRIPES);
    }

    /** Creates one with another number of stripes, over which the pending events are spread evenly. */
    ProfileCache(ProfileConfig config, int stripeCount) {
        this.profiles = Caffeine.newBuilder()
                .maximumWeight(config.cache().maxSize().bytes())
                .weigher((Subject subject, CachedProfile profile) -> profile.bytes())
                .executor(Runnable::run)
                .build();
        this.stripes = new CacheStripe[stripeCount];
        int pending = Math.max(1, config.cache().maxPending() / stripeCount);
        for (int i = 0; i < stripeCount; i++) {
            stripes[i] = new CacheStripe(profiles, tombstones, config.maxItems(), pending);
        }
    }

    /** Returns the complete profile, or null when it is not in memory; nobody's is always there and empty. */
    public @Nullable Profile find(Subject subject) {
        if (subject.isNobody()) {
            return nobody;
        }
        CachedProfile cached = profiles.getIfPresent(subject);
        if (cached == null) {
            misses.increment();
            return null;
        }
        hits.increment();
        return cached.profile();
    }

    /** Returns what accepted and not yet stored events alone say: the best there is while storage is away. */
    public Profile pending(Subject subject) {
        return stripe(subject).pending(subject);
    }

    /**
     * An event is durable in the event log. Of two of the same id that are pending at a time the second is ignored; otherwise
     * callers see to it that an id comes once.
     *
     * @param sequence its place in the log; calls may come in any order
     */
    public void accepted(long sequence, Event event) {
        if (!event.subject().isNobody()) {
            stripe(event.subject()).accepted(new PendingEvent(sequence, event.subject(), event));
        }
    }

    /** Everything up to this sequence is stored and committed. */
    public void projected(long upToSequence) {
        for (CacheStripe stripe : stripes) {
            stripe.projected(upToSequence);
        }
    }

    /** To be called before storage is asked for the events of a subject; {@link #finish} or {@link #abandon} must follow. */
    public Load begin(Subject subject) {
        return stripe(subject).begin(subject);
    }

    /**
     * Returns the profile from what storage returned and what was accepted meanwhile, and keeps it unless it was outdated
     * while it was loaded.
     *
     * @param stored all events that storage has of the subject; not modified
     */
    public Profile finish(Load load, List<Event> stored) {
        return stripe(load.subject()).finish(load, stored);
    }

    /** To be called instead of {@link #finish} when storage did not answer. */
    public void abandon(Load load) {
        stripe(load.subject()).abandon(load);
    }

    /** Something else changed what storage holds of the subject; to be called after the change was committed. */
    public void invalidate(Subject subject) {
        stripe(subject).invalidate(subject);
    }

    /** As {@link #invalidate}, for everybody. */
    public void invalidateAll() {
        for (CacheStripe stripe : stripes) {
            stripe.outdateLoads();
        }
        profiles.invalidateAll();
    }

    /**
     * What is pending of {@code from} belongs to {@code into} from now on. To be called when the merge is durable, and again
     * when it is stored, since both profiles have to be read again then.
     */
    public void merged(Merge merge) {
        CacheStripe.Moved moved = stripe(merge.from()).leave(merge.from());
        stripe(merge.into()).join(merge.into(), moved);
    }

    /**
     * Forgets the profile and what is pending up to the erasure's time. Events that it concerns take no part either when they
     * are accepted later, or when storage still returns them.
     */
    public void forget(Erasure erasure) {
        tombstones.add(erasure);
        for (CacheStripe stripe : stripes) {
            stripe.forget();
        }
        for (Subject subject : profiles.asMap().keySet()) {
            if (erasure.concerns(subject)) {
                invalidate(subject);
            }
        }
    }

    /** Returns counts for metrics. */
    public Statistics statistics() {
        long pending = 0;
        long dropped = 0;
        int loads = 0;
        for (CacheStripe stripe : stripes) {
            pending += stripe.pendingEvents();
            dropped += stripe.dropped();
            loads += stripe.loading();
        }
        long bytes = profiles.policy()
                .eviction()
                .map(Policy.Eviction::weightedSize)
                .orElseThrow()
                .orElse(0);
        return new Statistics(hits.sum(), misses.sum(), profiles.estimatedSize(), bytes, pending, dropped, loads);
    }

    private CacheStripe stripe(Subject subject) {
        int hash = subject.hashCode();
        return stripes[Math.floorMod(hash ^ (hash >>> 16), stripes.length)];
    }

    /** A question to storage that is under way. */
    public static final class Load {
        private final Subject subject;
        private final List<Event> events;
        private final boolean complete;
        private boolean outdated;
        private int version;

        /** Begins with the subject's pending events; complete unless some were given up. */
        Load(Subject subject, List<Event> pending, boolean complete) {
            this.subject = subject;
            this.events = new ArrayList<>(pending);
            this.complete = complete;
        }

        public Subject subject() {
            return subject;
        }

        /** Returns whether the profile will have every event; false when pending ones had to be given up. */
        public boolean isComplete() {
            return complete;
        }

        void add(Event event) {
            events.add(event);
            version++;
        }

        void outdate() {
            outdated = true;
        }

        /** What was folded so far is to be folded again. */
        void touch() {
            version++;
        }

        List<Event> events() {
            return List.copyOf(events);
        }

        int version() {
            return version;
        }

        boolean isKept() {
            return complete && !outdated;
        }
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

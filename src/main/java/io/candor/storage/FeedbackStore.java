package io.candor.storage;

import io.candor.event.Erasure;
import io.candor.event.Event;
import io.candor.event.Subject;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What is known of subjects and of slates, as logs report it. Thread-safe.
 *
 * <p>Each process has a log of its own and projects it here; the order in which the logs of several processes arrive does not
 * matter: an event is stored once by its id, an erasure also holds for what arrives after it, and a merge also moves what
 * arrives after it. Consumers are called one at a time, on an event loop: they must not block.
 */
public interface FeedbackStore {
    /** Returns the sequence up to which a log is stored, 0 when nothing is known of it. */
    Future<Long> position(UUID log);

    /**
     * Stores a stretch of a log: all its entries after the stored position, and that position, in one transaction. Entries at
     * or below the stored position are not stored again, so after a failure, whatever its outcome was, the same call may be
     * repeated, and the sum of all calls stores each entry once.
     *
     * <p>An entry that the database refuses for what is in it is put aside in table {@code rejected_entry}, and the others
     * are stored, then in several transactions.
     *
     * @param upTo the position afterwards, at least the sequence of the last entry
     * @param entries in the order of their sequences
     */
    Future<Projection> project(UUID log, long upTo, List<SequencedEntry> entries);

    /**
     * What became of a stretch.
     *
     * @param repeated subjects of events that were not stored now, because they are already, or were put aside, or their
     *     subject was erased: who counted them when they were accepted has counted too much
     * @param merged subjects, both of each merge, whose events went from one to the other
     * @param events how many were stored
     * @param duplicates how many were not stored because their id or their sequence is stored already
     * @param decisions how many were stored
     * @param rejected how many entries were put aside
     */
    record Projection(
            Set<Subject> repeated, Set<Subject> merged, int events, int duplicates, int decisions, int rejected) {
        static final Projection NOTHING = new Projection(Set.of(), Set.of(), 0, 0, 0, 0);

        public Projection {
            repeated = Set.copyOf(repeated);
            merged = Set.copyOf(merged);
        }

        Projection plus(Projection other) {
            return new Projection(
                    union(repeated, other.repeated),
                    union(merged, other.merged),
                    events + other.events,
                    duplicates + other.duplicates,
                    decisions + other.decisions,
                    rejected + other.rejected);
        }

        private static Set<Subject> union(Set<Subject> a, Set<Subject> b) {
            Set<Subject> union = new HashSet<>(a);
            union.addAll(b);
            return union;
        }
    }

    /**
     * Returns the events of a subject that a profile is made from, the oldest first: the newest signals and the newest of
     * what was merely shown (impressions, views, scrolls), each up to the bound of {@link FeedbackConfig}. None for nobody.
     */
    Future<List<Event>> eventsOf(Subject subject);

    /**
     * Calls back whenever a log other than this one changed feedback, from now on; also after a lost connection came back,
     * so that no change is missed. At most one subscriber per store.
     */
    Future<Void> subscribe(UUID log, Consumer<SubjectChange> changed);

    /**
     * Erases a subject as an {@link Erasure} in a log does.
     *
     * @return whether anything was known of it up to that time
     */
    Future<Boolean> erase(Erasure erasure);

    /** Returns all erasures. */
    Future<List<Erasure>> erasures();

    /**
     * Calls back with every erasure that is stored from now on, whoever stored it. An erasure of a subject into which others
     * were merged comes with one for each of them. At most one subscriber per store.
     */
    Future<Void> subscribeErasures(Consumer<List<Erasure>> erased);

    /**
     * Makes the partitions of today and the days ahead, and drops what is past its retention. For once a day and at the
     * start, by any number of processes.
     *
     * @param today in UTC
     */
    Future<Void> maintain(LocalDate today);

    /** Returns figures for metrics. */
    Future<FeedbackStatus> status();
}

package io.candor.profile;

import io.candor.event.Event;
import io.candor.event.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Events that are durable in the event log and not yet known to be stored, in bounded number.
 *
 * <p>Beyond the bound the one of the lowest sequence is given up; its owner then has a gap until everything up to that
 * sequence is stored. When too many owners have one, all have. Not thread-safe.
 */
final class PendingEvents {
    private final int most;
    private final SequenceQueue bySequence = new SequenceQueue();
    private final Map<Subject, SequencedMap<UUID, PendingEvent>> byOwner = new HashMap<>();
    private final Map<Subject, Long> gaps = new HashMap<>();
    private long commonGap = Long.MIN_VALUE;
    private long storedUpTo = Long.MIN_VALUE;
    private long dropped;

    PendingEvents(int most) {
        this.most = most;
    }

    boolean isStored(long sequence) {
        return sequence <= storedUpTo;
    }

    /** Returns whether it was taken; false when the owner has one of the same id already. */
    boolean add(PendingEvent pending) {
        SequencedMap<UUID, PendingEvent> owned = byOwner.computeIfAbsent(pending.owner(), s -> new LinkedHashMap<>());
        if (owned.putIfAbsent(pending.event().id(), pending) != null) {
            return false;
        }
        bySequence.add(pending);
        if (bySequence.size() > most) {
            PendingEvent oldest = bySequence.remove();
            forget(oldest);
            dropped++;
            openGap(oldest.owner(), oldest.sequence());
        }
        return true;
    }

    void stored(long upToSequence) {
        storedUpTo = Math.max(storedUpTo, upToSequence);
        for (PendingEvent oldest = bySequence.peek();
                oldest != null && oldest.sequence() <= storedUpTo;
                oldest = bySequence.peek()) {
            bySequence.remove();
            forget(oldest);
        }
        if (!gaps.isEmpty()) {
            gaps.values().removeIf(this::isStored);
        }
    }

    /** Returns the events of an owner, in the order in which they came. */
    List<Event> of(Subject owner) {
        SequencedMap<UUID, PendingEvent> owned = byOwner.get(owner);
        return owned == null
                ? List.of()
                : owned.values().stream().map(PendingEvent::event).toList();
    }

    /** Returns whether an event of this owner was given up and is not known to be stored. */
    boolean hasGap(Subject owner) {
        return !isStored(commonGap) || gaps.containsKey(owner);
    }

    /** Takes the events of an owner out and returns them. */
    Collection<PendingEvent> remove(Subject owner) {
        SequencedMap<UUID, PendingEvent> owned = byOwner.remove(owner);
        if (owned == null) {
            return List.of();
        }
        bySequence.removeIf(pending -> pending.owner().equals(owner));
        return owned.values();
    }

    void removeIf(Predicate<PendingEvent> condition) {
        List<PendingEvent> removed = new ArrayList<>();
        bySequence.removeIf(pending -> condition.test(pending) && removed.add(pending));
        removed.forEach(this::forget);
    }

    /** Returns up to which sequence the owner's gap reaches; {@link Long#MIN_VALUE} without one. */
    long gap(Subject owner) {
        long own = gaps.getOrDefault(owner, Long.MIN_VALUE);
        return isStored(commonGap) ? own : Math.max(own, commonGap);
    }

    void openGap(Subject owner, long sequence) {
        if (isStored(sequence)) {
            return;
        }
        gaps.merge(owner, sequence, Math::max);
        if (gaps.size() > most) {
            for (long gap : gaps.values()) {
                commonGap = Math.max(commonGap, gap);
            }
            gaps.clear();
        }
    }

    int size() {
        return bySequence.size();
    }

    long dropped() {
        return dropped;
    }

    private void forget(PendingEvent pending) {
        SequencedMap<UUID, PendingEvent> owned = byOwner.get(pending.owner());
        if (owned != null && owned.remove(pending.event().id()) != null && owned.isEmpty()) {
            byOwner.remove(pending.owner());
        }
    }
}

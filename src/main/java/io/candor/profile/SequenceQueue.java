package io.candor.profile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Pending events by ascending sequence. They nearly always come in that order, and then adding and removing cost the same however
 * many there are. Not thread-safe.
 */
final class SequenceQueue {
    /** Ascending. */
    private final Deque<PendingEvent> inOrder = new ArrayDeque<>();
    /** What came after one of a higher sequence. */
    private final PriorityQueue<PendingEvent> late = new PriorityQueue<>();

    void add(PendingEvent pending) {
        PendingEvent last = inOrder.peekLast();
        if (last == null || last.compareTo(pending) <= 0) {
            inOrder.addLast(pending);
        } else {
            late.add(pending);
        }
    }

    /** Returns the one of the lowest sequence, null when there is none. */
    @Nullable
    PendingEvent peek() {
        return isLateFirst() ? late.peek() : inOrder.peekFirst();
    }

    /** Takes out the one that {@link #peek} returns; there must be one. */
    PendingEvent remove() {
        return isLateFirst() ? late.remove() : inOrder.removeFirst();
    }

    private boolean isLateFirst() {
        PendingEvent first = inOrder.peekFirst();
        PendingEvent lateFirst = late.peek();
        return lateFirst != null && (first == null || lateFirst.compareTo(first) < 0);
    }

    void removeIf(Predicate<PendingEvent> condition) {
        inOrder.removeIf(condition);
        late.removeIf(condition);
    }

    int size() {
        return inOrder.size() + late.size();
    }
}

package io.candor.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.candor.event.Action;
import io.candor.event.Event;
import io.candor.event.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SequenceQueueTest {
    private static final Subject SUBJECT = Subject.user("u");

    @Test
    void remove_addedInAnyOrder_ascends() {
        Random random = new Random(5);
        for (int trial = 0; trial < 200; trial++) {
            SequenceQueue queue = new SequenceQueue();
            PriorityQueue<Long> expected = new PriorityQueue<>();
            for (int step = 0; step < 60; step++) {
                if (random.nextInt(3) > 0 || expected.isEmpty()) {
                    // Mostly ascending, sometimes late, sometimes twice.
                    long sequence = Math.max(1, step + (random.nextInt(4) == 0 ? -random.nextInt(20) : 0));
                    queue.add(pending(sequence));
                    expected.add(sequence);
                } else {
                    assertEquals(
                            expected.peek(),
                            Objects.requireNonNull(queue.peek()).sequence());
                    assertEquals(expected.remove(), queue.remove().sequence());
                }
                assertEquals(expected.size(), queue.size());
            }
        }
    }

    @Test
    void removeIf_inOrderAndLate_takesBoth() {
        SequenceQueue queue = new SequenceQueue();
        for (long sequence : new long[] {5, 2, 7, 3}) {
            queue.add(pending(sequence));
        }
        queue.removeIf(pending -> pending.sequence() == 2 || pending.sequence() == 7);
        List<Long> left = new ArrayList<>();
        while (queue.size() > 0) {
            left.add(queue.remove().sequence());
        }
        assertEquals(List.of(3L, 5L), left);
        assertNull(queue.peek());
    }

    private static PendingEvent pending(long sequence) {
        Event event = new Event(
                new UUID(0, sequence),
                SUBJECT,
                "item",
                new Action.Click(),
                sequence,
                sequence,
                OptionalLong.empty(),
                Optional.empty());
        return new PendingEvent(sequence, SUBJECT, event);
    }
}

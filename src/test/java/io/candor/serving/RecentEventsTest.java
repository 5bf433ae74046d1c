package io.candor.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.event.Action;
import io.candor.event.Event;
import io.candor.event.Shown;
import io.candor.event.Subject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
    private static final long HOUR = Duration.ofHours(1).toNanos();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - HOUR / 2);
    private final RecentEvents recent = new RecentEvents(Duration.ofHours(1), 100_000, nanos::get);
    private long lastId;

    @Test
    void first_sameId_isTrueOnce() {
        Event event = event(new UUID(1, 2), "a", new Action.Rating(5), 1);

        assertFalse(recent.seen(event));
        assertTrue(recent.first(event));
        assertTrue(recent.seen(event));
        assertFalse(recent.first(event));
    }

    @Test
    void first_sameActionOnTheSameSlate_isTrueOnce() {
        assertTrue(recent.first(next("a", new Action.Click(), 1)));
        assertTrue(recent.seen(next("a", new Action.Click(), 1)));
        assertFalse(recent.first(next("a", new Action.Click(), 1)));
        assertTrue(recent.first(next("b", new Action.Click(), 1)));
        assertTrue(recent.first(next("a", new Action.Like(), 1)));
        assertTrue(recent.first(next("a", new Action.Click(), 2)));
    }

    @Test
    void first_whatMeansSomethingAgain_isAlwaysTrue() {
        for (Action action : List.of(
                new Action.Watch(1, 2, false),
                new Action.Dwell(3),
                new Action.Scroll(1),
                new Action.Purchase(1, 0),
                new Action.Rating(4),
                new Action.Return())) {
            assertTrue(recent.first(next("a", action, 1)), action::toString);
            assertTrue(recent.first(next("a", action, 1)), action::toString);
        }
    }

    @Test
    void first_withoutSlate_goesByIdAlone() {
        assertTrue(recent.first(unshown(new UUID(5, 1))));
        assertTrue(recent.first(unshown(new UUID(5, 2))));
        assertFalse(recent.first(unshown(new UUID(5, 2))));
    }

    @Test
    void first_nilId_isAnIdLikeAnother() {
        assertTrue(recent.first(unshown(new UUID(0, 0))));
        assertFalse(recent.first(unshown(new UUID(0, 0))));
        assertTrue(recent.first(unshown(new UUID(0, 1))));
    }

    @Test
    void seen_afterTheWindow_isForgotten() {
        Event event = unshown(new UUID(1, 1));
        recent.first(event);

        nanos.addAndGet(HOUR - 1);
        assertTrue(recent.seen(event));
        nanos.addAndGet(HOUR);
        assertTrue(recent.seen(event), "known for one to two windows");
        nanos.addAndGet(1);
        assertFalse(recent.seen(event));
        assertTrue(recent.first(event));
    }

    @Test
    void seen_moreThanFit_knowsTheNewestHalf() {
        for (int i = 1; i <= 1_000_000; i++) {
            recent.first(unshown(id(i)));
        }
        int known = 0;
        for (int i = 960_001; i <= 1_000_000; i++) {
            known += recent.seen(unshown(id(i))) ? 1 : 0;
        }
        // Of 40,000 newest each of 64 shards got 625 on average, with a standard deviation of 25; a shard keeps 781 at
        // least.
        assertEquals(40_000, known);
        assertFalse(recent.seen(unshown(id(1))));
    }

    @Test
    void first_randomIds_agreesWithASet() {
        SplittableRandom random = new SplittableRandom(9);
        Set<UUID> known = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            UUID id = new UUID(random.nextInt(100), random.nextInt(100));
            assertEquals(known.contains(id), recent.seen(unshown(id)));
            assertEquals(known.add(id), recent.first(unshown(id)));
        }
    }

    @Test
    void first_manyThreads_isTrueOnceAnId() throws InterruptedException {
        AtomicInteger firsts = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = List.of(racer(start, firsts), racer(start, firsts), racer(start, firsts));
        threads.forEach(Thread::start);
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(10_000, firsts.get());
    }

    private Thread racer(CountDownLatch start, AtomicInteger firsts) {
        return new Thread(() -> {
            try {
                start.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            for (int i = 0; i < 10_000; i++) {
                firsts.addAndGet(recent.first(unshown(id(i))) ? 1 : 0);
            }
        });
    }

    private static UUID id(long i) {
        return new UUID(i * 0x9e3779b97f4a7c15L, ~i);
    }

    private Event next(String item, Action action, long slate) {
        return event(new UUID(77, ++lastId), item, action, slate);
    }

    private static Event unshown(UUID id) {
        return new Event(id, Subject.user("u"), "a", new Action.Click(), 0, 0, OptionalLong.empty(), Optional.empty());
    }

    private static Event event(UUID id, String item, Action action, long slate) {
        return new Event(
                id,
                Subject.user("u"),
                item,
                action,
                0,
                0,
                OptionalLong.empty(),
                Optional.of(new Shown(new UUID(9, slate), 0, "home", "m", "greedy", Map.of(), 1, 1)));
    }
}

package io.candor.profile;

import static io.candor.profile.Events.ANN;
import static io.candor.profile.Events.NOW;
import static io.candor.profile.Events.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.config.ByteSize;
import io.candor.event.Action;
import io.candor.event.Erasure;
import io.candor.event.Event;
import io.candor.event.Merge;
import io.candor.event.Subject;
import io.candor.profile.ProfileCache.Load;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each interleaving of loading with what may happen meanwhile, one by one. Clicks are counted. */
class ProfileCacheTest {
    private static final Subject BOB = Subject.user("bob");

    private final ProfileCache cache = cache(1_000);
    private final Event first = click(1);
    private final Event second = click(2);

    @Test
    void find_notLoaded_isNull_andEmptyOnceLoadedForTheUnknown() {
        assertNull(cache.find(ANN));
        assertTrue(cache.finish(cache.begin(ANN), List.of()).isEmpty());
        assertTrue(found().isEmpty());
        assertEquals(new ProfileCache.Statistics(2, 1, 1, found().weightBytes() + 160, 0, 0, 0), cache.statistics());
    }

    @Test
    void find_nobody_isEmptyWhateverIsAccepted() {
        cache.accepted(1, event(Subject.NOBODY, "a", new Action.Click(), NOW));
        assertEquals(0, Objects.requireNonNull(cache.find(Subject.NOBODY)).items());
        assertEquals(0, cache.statistics().pending());
    }

    @Test
    void accepted_whileInMemory_showsAtOnce() {
        cache.finish(cache.begin(ANN), List.of(first));
        cache.accepted(2, second);
        assertEquals(2, clicks(found()));
        cache.projected(2);
        assertEquals(2, clicks(found()));
    }

    @Test
    void finish_acceptedBefore_selectMissedIt_countsOnce() {
        cache.accepted(1, first);
        assertEquals(1, clicks(cache.finish(cache.begin(ANN), List.of())));
        assertEquals(1, clicks(found()));
    }

    @Test
    void finish_acceptedBefore_selectSawIt_countsOnce() {
        cache.accepted(1, first);
        assertEquals(1, clicks(cache.finish(cache.begin(ANN), List.of(first))));
        cache.projected(1);
        assertEquals(1, clicks(found()));
    }

    @Test
    void finish_acceptedDuring_selectMissedIt_countsOnce() {
        Load load = cache.begin(ANN);
        cache.accepted(1, first);
        assertEquals(1, clicks(cache.finish(load, List.of())));
        assertEquals(1, clicks(found()));
    }

    @Test
    void finish_acceptedAndProjectedDuring_selectMissedIt_countsOnce() {
        Load load = cache.begin(ANN);
        cache.accepted(1, first);
        cache.projected(1);
        assertEquals(1, clicks(cache.finish(load, List.of())));
        assertEquals(1, clicks(found()));
    }

    @Test
    void finish_acceptedAndProjectedDuring_selectSawIt_countsOnce() {
        Load load = cache.begin(ANN);
        cache.accepted(1, first);
        cache.projected(1);
        assertEquals(1, clicks(cache.finish(load, List.of(first))));
        assertEquals(1, clicks(found()));
    }

    @Test
    void finish_pendingAtBegin_projectedDuring_selectMissedIt_countsOnce() {
        cache.accepted(1, first);
        Load load = cache.begin(ANN);
        cache.projected(1);
        assertEquals(1, clicks(cache.finish(load, List.of())));
        assertEquals(1, clicks(found()));
    }

    @Test
    void accepted_afterProjected_whileLoading_countsOnce() {
        Load load = cache.begin(ANN);
        cache.projected(1);
        cache.accepted(1, first);
        assertEquals(1, clicks(cache.finish(load, List.of())));
        Load again = cache.begin(ANN);
        cache.projected(2);
        cache.accepted(2, second);
        assertEquals(2, clicks(cache.finish(again, List.of(first, second))));
    }

    @Test
    void accepted_afterProjected_whileInMemory_isReadAnew() {
        cache.finish(cache.begin(ANN), List.of());
        cache.projected(1);
        cache.accepted(1, first);
        assertNull(cache.find(ANN));
        assertEquals(1, clicks(cache.finish(cache.begin(ANN), List.of(first))));
        assertEquals(0, cache.statistics().pending());
    }

    @Test
    void accepted_afterStorageReturnedIt_beforeItIsProjected_doesNotCountTwice() {
        cache.finish(cache.begin(ANN), List.of(first));
        cache.accepted(1, first);
        assertNull(cache.find(ANN));
        assertEquals(1, clicks(cache.finish(cache.begin(ANN), List.of(first))));
    }

    @Test
    void accepted_sameIdTwiceWhilePending_countsOnce() {
        cache.finish(cache.begin(ANN), List.of());
        cache.accepted(1, first);
        cache.accepted(2, first);
        assertEquals(1, clicks(found()));
        assertEquals(1, clicks(cache.pending(ANN)));
    }

    @Test
    void projected_outOfOrder_removesWhatIsStoredOnly() {
        cache.accepted(5, second);
        cache.accepted(3, first);
        cache.projected(4);
        assertEquals(1, clicks(cache.pending(ANN)));
        cache.projected(2);
        assertEquals(1, cache.statistics().pending());
        cache.projected(5);
        assertEquals(0, cache.statistics().pending());
    }

    @Test
    void invalidate_duringLoad_isReturnedAndNotKept() {
        Load load = cache.begin(ANN);
        cache.invalidate(ANN);
        assertEquals(1, clicks(cache.finish(load, List.of(first))));
        assertNull(cache.find(ANN));
        assertEquals(2, clicks(cache.finish(cache.begin(ANN), List.of(first, second))));
        assertEquals(2, clicks(found()));
    }

    @Test
    void invalidate_pendingEventsStay() {
        cache.finish(cache.begin(ANN), List.of());
        cache.accepted(1, first);
        cache.invalidate(ANN);
        assertNull(cache.find(ANN));
        assertEquals(1, clicks(cache.finish(cache.begin(ANN), List.of())));
    }

    @Test
    void finish_twoLoadsAtATime_bothAreExact() {
        Load one = cache.begin(ANN);
        Load two = cache.begin(ANN);
        cache.accepted(1, first);
        assertEquals(1, clicks(cache.finish(one, List.of())));
        cache.accepted(2, second);
        assertEquals(2, clicks(found()));
        assertEquals(2, clicks(cache.finish(two, List.of(first))));
        assertEquals(2, clicks(found()));
    }

    @Test
    void abandon_thenFinish_isRefused() {
        Load load = cache.begin(ANN);
        assertEquals(1, cache.statistics().loads());
        cache.abandon(load);
        assertEquals(0, cache.statistics().loads());
        assertThrows(IllegalStateException.class, () -> cache.finish(load, List.of()));
    }

    @Test
    void forget_inMemory_dropsProfileAndPendingUpToItsTime() {
        cache.finish(cache.begin(ANN), List.of());
        cache.accepted(1, first);
        cache.accepted(2, second);
        cache.forget(Erasure.of(ANN, first.timeMillis()));
        assertNull(cache.find(ANN));
        assertEquals(1, clicks(cache.pending(ANN)));
        assertEquals(1, clicks(cache.finish(cache.begin(ANN), List.of(first))));
        assertEquals(1, clicks(found()));
    }

    @Test
    void forget_duringLoad_storageStillReturnsIt_itDoesNotComeBack() {
        Load load = cache.begin(ANN);
        cache.accepted(1, first);
        cache.forget(Erasure.of(ANN, first.timeMillis()));
        assertEquals(1, clicks(cache.finish(load, List.of(first, second))));
        assertEquals(1, clicks(found()));
    }

    @Test
    void forget_acceptedLater_isIgnoredUpToItsTime() {
        cache.forget(Erasure.of(ANN, first.timeMillis()));
        cache.accepted(1, first);
        cache.accepted(2, second);
        assertEquals(1, clicks(cache.pending(ANN)));
    }

    @Test
    void forget_others_areLeftAlone() {
        cache.finish(cache.begin(BOB), List.of());
        cache.accepted(1, event(BOB, "a", new Action.Click(), NOW - 10_000));
        cache.forget(Erasure.of(ANN, NOW));
        assertEquals(1, clicks(cache.find(BOB)));
        assertEquals(1, clicks(cache.pending(BOB)));
    }

    @Test
    void merged_whatIsPendingChangesItsOwner() {
        cache.finish(cache.begin(BOB), List.of());
        Load load = cache.begin(BOB);
        cache.accepted(1, first);
        cache.merged(new Merge(ANN, BOB, NOW));
        assertNull(cache.find(BOB));
        assertTrue(cache.pending(ANN).isEmpty());
        assertEquals(1, clicks(cache.finish(load, List.of())));
        assertNull(cache.find(BOB));
        assertEquals(1, clicks(cache.finish(cache.begin(BOB), List.of(first))));
        cache.projected(1);
        assertEquals(1, clicks(cache.find(BOB)));
        assertEquals(0, cache.statistics().pending());
    }

    @Test
    void pending_beyondTheBound_theOldestIsGivenUp_andItsProfileNotClaimedToBeComplete() {
        ProfileCache small = cache(100);
        small.accepted(1, first);
        for (int i = 2; i <= 101; i++) {
            small.accepted(i, event(BOB, "a", new Action.Click(), NOW));
        }
        assertEquals(100, small.statistics().pending());
        assertEquals(1, small.statistics().dropped());
        Load load = small.begin(ANN);
        assertFalse(load.isComplete());
        assertTrue(small.finish(load, List.of()).isEmpty());
        assertNull(small.find(ANN));
        Load other = small.begin(BOB);
        assertTrue(other.isComplete());
        small.finish(other, List.of());
        assertNotNull(small.find(BOB));
        small.projected(1);
        Load later = small.begin(ANN);
        assertTrue(later.isComplete());
        assertEquals(1, clicks(small.finish(later, List.of(first))));
        assertNotNull(small.find(ANN));
    }

    @Test
    void pending_beyondTheBound_profileInMemoryStaysExact() {
        ProfileCache small = cache(100);
        small.finish(small.begin(ANN), List.of());
        for (int i = 1; i <= 150; i++) {
            small.accepted(i, event(ANN, "a", new Action.Click(), NOW + i));
        }
        assertEquals(150, clicks(small.find(ANN)));
        assertEquals(100, clicks(small.pending(ANN)));
    }

    @Test
    void pending_gapsOfTooManySubjects_countForAll() {
        ProfileCache small = cache(100);
        for (int i = 1; i <= 300; i++) {
            small.accepted(i, event(Subject.user("u" + i), "a", new Action.Click(), NOW));
        }
        assertFalse(small.begin(ANN).isComplete());
        small.projected(200);
        assertTrue(small.begin(ANN).isComplete());
    }

    @Test
    void find_moreThanFits_memoryStaysBounded() {
        for (int i = 0; i < 5_000; i++) {
            Subject subject = Subject.user("user" + i);
            cache.finish(cache.begin(subject), List.of(event(subject, "a", new Action.Click(), NOW)));
        }
        assertTrue(cache.statistics().bytes() <= 64 * 1024);
        assertTrue(cache.statistics().profiles() > 50);
    }

    private Profile found() {
        Profile profile = cache.find(ANN);
        assertNotNull(profile);
        return profile;
    }

    private static Event click(int second) {
        long time = NOW + second * 1000L;
        return event(new UUID(7, second), ANN, "a", new Action.Click(), time, time);
    }

    private static int clicks(@Nullable Profile profile) {
        assertNotNull(profile);
        return profile.items() == 0 ? 0 : profile.signals(0).clicks;
    }

    private static ProfileCache cache(int maxPending) {
        ProfileConfig defaults = ProfileConfig.defaults();
        ProfileConfig config = new ProfileConfig(
                1_000,
                defaults.weights(),
                defaults.scores(),
                defaults.suppression(),
                defaults.evidence(),
                new ProfileConfig.CacheConfig(ByteSize.ofKilobytes(64), maxPending));
        return new ProfileCache(config, 1);
    }
}

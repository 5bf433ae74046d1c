package io.candor.profile;

import static io.candor.profile.Events.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.candor.config.ByteSize;
import io.candor.event.Erasure;
import io.candor.event.Event;
import io.candor.event.Subject;
import io.candor.profile.ProfileCache.Load;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The cache between a log and a store that are kept naively: any order of accepting, storing, projecting, loading,
 * invalidating, merging and erasing, as it can happen in one process.
 */
class ProfileCacheFuzzTest {
    private static final int SUBJECTS = 4;

    private final ProfileRules rules = new ProfileRules(ProfileConfig.defaults());

    @Test
    void anyInterleaving_everyProfileHasEveryEventOnce() {
        int found = 0;
        for (int seed = 0; seed < 150; seed++) {
            World world = new World(seed);
            for (int step = 0; step < 300; step++) {
                world.step();
            }
            found += world.found;
        }
        // It is of no use if hardly any profile ever stays in memory.
        assertEquals(true, found > 2_000, "profiles found: " + found);
    }

    private final class World {
        final Random random;
        final int seed;
        final ProfileCache cache;
        final List<Event> log = new ArrayList<>();
        final List<Integer> unaccepted = new ArrayList<>();
        final Map<Subject, Set<Integer>> truth = new HashMap<>();
        final Map<Subject, Set<Integer>> acceptedOf = new HashMap<>();
        final List<OpenLoad> loads = new ArrayList<>();
        int stored;
        int projected;
        int found;

        World(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            ProfileConfig d = ProfileConfig.defaults();
            ByteSize size = ByteSize.ofKilobytes(seed % 2 == 0 ? 64 : 1024);
            this.cache = new ProfileCache(
                    new ProfileConfig(
                            1_000,
                            d.weights(),
                            d.scores(),
                            d.suppression(),
                            d.evidence(),
                            new ProfileConfig.CacheConfig(size, 1_000)),
                    2);
        }

        void step() {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> append();
                case 3, 4, 5 -> accept();
                case 6 -> stored += random.nextInt(log.size() - stored + 1);
                case 7 -> project();
                case 8 -> loads.add(new OpenLoad(cache.begin(subject())));
                case 9 -> ask();
                case 10 -> finish();
                default -> rarely();
            }
            check();
        }

        private void append() {
            int number = log.size();
            long time = NOW + number;
            Event event = Events.event(
                    new UUID(1, number), subject(), "i" + random.nextInt(3), Events.anyAction(random), time, time);
            log.add(event);
            unaccepted.add(number);
            truth.computeIfAbsent(event.subject(), s -> new TreeSet<>()).add(number);
        }

        /** The news may come late and out of order, even after the event was stored. */
        private void accept() {
            if (!unaccepted.isEmpty()) {
                int number = unaccepted.remove(/* index */ random.nextInt(Math.min(3, unaccepted.size())));
                Event event = log.get(number);
                cache.accepted(number + 1, event);
                acceptedOf
                        .computeIfAbsent(event.subject(), s -> new TreeSet<>())
                        .add(number);
            }
        }

        private void project() {
            projected = stored;
            cache.projected(projected);
        }

        private void ask() {
            if (!loads.isEmpty()) {
                OpenLoad load = loads.get(random.nextInt(loads.size()));
                if (load.answer == null) {
                    load.answer = select(load.load.subject());
                }
            }
        }

        private void finish() {
            if (loads.isEmpty()) {
                return;
            }
            OpenLoad open = loads.remove(random.nextInt(loads.size()));
            if (open.answer == null) {
                cache.abandon(open.load);
            } else {
                Subject subject = open.load.subject();
                assertExact(subject, cache.finish(open.load, open.answer));
            }
        }

        private void rarely() {
            switch (random.nextInt(4)) {
                case 0 -> cache.invalidate(subject());
                case 1 -> erase();
                default -> {}
            }
        }

        /** Takes effect in the log at once, in the store not at all: the cache alone has to keep it away. */
        private void erase() {
            Subject subject = subject();
            long until = NOW + log.size() - 1;
            truth.getOrDefault(subject, new TreeSet<>()).clear();
            cache.forget(Erasure.of(subject, until));
        }

        private List<Event> select(Subject subject) {
            return log.subList(0, stored).stream()
                    .filter(event -> event.subject().equals(subject))
                    .toList();
        }

        private void check() {
            for (int i = 0; i < SUBJECTS; i++) {
                Subject subject = Subject.user("u" + i);
                Profile profile = cache.find(subject);
                if (profile != null) {
                    found++;
                    assertExact(subject, profile);
                }
            }
        }

        /** Has every accepted event, and of the others at most those that are stored already; none of them twice. */
        private void assertExact(Subject subject, Profile profile) {
            Set<Integer> must = new TreeSet<>(acceptedOf.getOrDefault(subject, Set.of()));
            must.retainAll(truth.getOrDefault(subject, Set.of()));
            Set<Integer> may = new TreeSet<>(truth.getOrDefault(subject, Set.of()));
            may.removeIf(number -> number >= stored || must.contains(number));
            List<Integer> optional = List.copyOf(may);
            ProfileView actual = rules.view(profile, NOW);
            // Storage shows the log in order: what was seen of it is a prefix.
            for (int prefix = 0; prefix <= optional.size(); prefix++) {
                List<Event> events = new ArrayList<>();
                must.forEach(number -> events.add(log.get(number)));
                optional.subList(0, prefix).forEach(number -> events.add(log.get(number)));
                if (rules.view(Profile.empty(subject).plus(events), NOW).equals(actual)) {
                    return;
                }
            }
            throw new AssertionError("seed " + seed + ", " + log.size() + " events in the log: neither " + must
                    + " nor with some of " + may + " gives " + actual);
        }

        private Subject subject() {
            return Subject.user("u" + random.nextInt(SUBJECTS));
        }
    }

    private static final class OpenLoad {
        final Load load;

        @Nullable
        List<Event> answer;

        OpenLoad(Load load) {
            this.load = load;
        }
    }
}

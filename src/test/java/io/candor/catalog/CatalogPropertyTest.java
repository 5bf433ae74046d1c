package io.candor.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.math.Bits;
import io.candor.math.FloatColumn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random changes, with merges at random moments, against {@link NaiveCatalog}. */
class CatalogPropertyTest {
    private static final int MODEL = 25;
    private static final int DIMS = 2;

    private final Queue<Runnable> merges = new ArrayDeque<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void apply_randomChanges_agreesWithTheNaiveModel(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomItems items = new RandomItems(random);
        List<String> ids = IntStream.range(0, MODEL).mapToObj(RandomItems::id).toList();
        List<Item> bundled = IntStream.range(0, 40)
                .filter(i -> random.nextInt(3) > 0)
                .mapToObj(i -> items.item(RandomItems.id(i)))
                .toList();
        NaiveCatalog naive = new NaiveCatalog(ids, DIMS);
        bundled.forEach(item -> naive.apply(new ItemChange.Put(item)));
        Catalog catalog = Catalog.of(
                new ModelItems(new ListIdTable(ids), column(MODEL, 3), column(MODEL, 5), DIMS),
                Stream.concat(Stream.of(Item.ofId(RandomItems.id(3))), bundled.stream()),
                new CatalogConfig(1 + random.nextInt(6), 50, 10),
                merges::add);
        assertSame(naive, catalog.snapshot(), items);
        for (int round = 0; round < 80; round++) {
            List<ItemChange> changes = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                changes.add(items.change());
            }
            changes.forEach(naive::apply);
            catalog.apply(changes);
            assertSame(naive, catalog.snapshot(), items);
            if (random.nextInt(4) == 0 && !merges.isEmpty()) {
                merges.remove().run();
                assertSame(naive, catalog.snapshot(), items);
            }
        }
    }

    private static void assertSame(NaiveCatalog naive, CatalogSnapshot snapshot, RandomItems items) {
        assertEquals(naive.size(), snapshot.size());
        assertEquals(MODEL, snapshot.modelSize());
        for (int ordinal = 0; ordinal < naive.size(); ordinal++) {
            assertSameItem(naive, snapshot, ordinal);
        }
        assertEquals(IdTable.NOT_FOUND, snapshot.ordinalOf("unknown"));
        assertArrayEquals(naive.byFreshness(), snapshot.byFreshness());
        assertArrayEquals(naive.tailWithFactors(), snapshot.tailWithFactors());
        assertFactors(naive, snapshot);
        for (int i = 0; i < 3; i++) {
            assertSameEligibility(naive, snapshot, items.time());
        }
        for (int i = 0; i < 4; i++) {
            assertSameFilter(naive, snapshot, items.filter());
        }
        assertSameSharing(naive, snapshot);
    }

    private static void assertSameItem(NaiveCatalog naive, CatalogSnapshot snapshot, int ordinal) {
        String id = naive.idAt(ordinal);
        Item item = naive.itemAt(ordinal);
        assertEquals(id, snapshot.idAt(ordinal));
        assertEquals(IdHash.of(id), snapshot.hashAt(ordinal));
        assertEquals(naive.ordinalOf(id), snapshot.ordinalOf(id));
        if (item == null) {
            assertEquals(0, snapshot.categoryCount(ordinal));
            return;
        }
        assertEquals(item, snapshot.itemAt(ordinal));
        assertEquals(item.publishedAt().orElse(CatalogSnapshot.NO_DATE), snapshot.publishedAt(ordinal));
        assertEquals(item.boost(), snapshot.boost(ordinal));
        assertEquals(!item.seasons().isEmpty(), snapshot.seasonal(ordinal));
        assertEquals(ordinal < MODEL ? ordinal % 3 : 0, snapshot.popularity(ordinal));
        assertEquals(new HashSet<>(item.categories()).size(), snapshot.categoryCount(ordinal));
        assertEquals(new HashSet<>(item.creators()).size(), snapshot.creatorCount(ordinal));
    }

    private static void assertFactors(NaiveCatalog naive, CatalogSnapshot snapshot) {
        int[] tail = snapshot.tailWithFactors();
        assertEquals(tail.length * DIMS, snapshot.tailFactors().length);
        for (int i = 0; i < tail.length; i++) {
            Item item = naive.itemAt(tail[i]);
            assertTrue(item != null);
            for (int d = 0; d < DIMS; d++) {
                assertEquals(item.factors().get(d), snapshot.tailFactors()[i * DIMS + d]);
            }
        }
    }

    private static void assertSameEligibility(NaiveCatalog naive, CatalogSnapshot snapshot, long millis) {
        Bits eligible = snapshot.eligibleAt(millis);
        assertEquals(
                members(naive, o -> naive.isEligible(o, millis)),
                eligible == null ? members(naive, o -> true) : members(naive, eligible::get),
                () -> "eligible at " + Timestamps.format(millis));
    }

    private static void assertSameFilter(NaiveCatalog naive, CatalogSnapshot snapshot, ItemFilter filter) {
        Bits passing = new Bits(snapshot.size());
        passing.setAll();
        snapshot.filter(filter, passing);
        assertEquals(members(naive, o -> naive.passes(o, filter)), members(naive, passing::get), filter::toString);
    }

    private static void assertSameSharing(NaiveCatalog naive, CatalogSnapshot snapshot) {
        Bits sharing = new Bits(snapshot.size());
        for (int ordinal = 0; ordinal < naive.size(); ordinal += 7) {
            int seed = ordinal;
            snapshot.sharingLabels(seed, sharing);
            assertEquals(members(naive, o -> naive.sharesLabels(seed, o)), members(naive, sharing::get));
            snapshot.sharingCreators(seed, sharing);
            assertEquals(members(naive, o -> naive.sharesCreators(seed, o)), members(naive, sharing::get));
            for (int other = 0; other < naive.size(); other++) {
                assertEquals(
                        naive.itemAt(seed) == null ? 0 : common(naive, seed, other), common(snapshot, seed, other));
            }
        }
    }

    private static int common(NaiveCatalog naive, int a, int b) {
        Item first = naive.itemAt(a);
        Item second = naive.itemAt(b);
        if (first == null || second == null) {
            return 0;
        }
        Set<String> common = new HashSet<>(first.categories());
        common.retainAll(second.categories());
        return common.size();
    }

    private static int common(CatalogSnapshot snapshot, int a, int b) {
        int common = 0;
        for (int i = 0; i < snapshot.categoryCount(a); i++) {
            for (int j = 0; j < snapshot.categoryCount(b); j++) {
                common += snapshot.category(a, i) == snapshot.category(b, j) ? 1 : 0;
            }
        }
        return common;
    }

    private static List<Integer> members(NaiveCatalog naive, IntPredicate contains) {
        return IntStream.range(0, naive.size()).filter(contains).boxed().toList();
    }

    private static FloatColumn column(int size, int period) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i % period;
        }
        return FloatColumn.of(values);
    }
}

package io.candor.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class GraphPoolTest {
    private final SplittableRandom random = new SplittableRandom(9);

    private record Entry(int row, float score, boolean returnable) {}

    @Test
    void offer_random_keepsTheBestReturnableAndWhatIsAboveThem() {
        GraphPool pool = new GraphPool();
        for (int ef : new int[] {1, 2, 10, 100}) {
            for (double rejected : new double[] {0, 0.1, 0.7}) {
                pool.reset(ef);
                List<Entry> all = new ArrayList<>();
                for (int row = 0; row < 2000; row++) {
                    Entry entry = new Entry(row, (float) random.nextGaussian(), random.nextDouble() >= rejected);
                    all.add(entry);
                    pool.offer(entry.row(), entry.score(), entry.returnable());
                }
                List<Entry> expected = bestOf(all, ef);
                assertEquals(expected.size(), pool.size());
                for (int i = 0; i < expected.size(); i++) {
                    assertEquals(expected.get(i).row(), pool.row(i));
                    assertEquals(expected.get(i).score(), pool.score(i));
                    assertEquals(expected.get(i).returnable(), pool.isReturnable(i));
                }
            }
        }
    }

    /** Everything down to the ef-th returnable row. */
    private static List<Entry> bestOf(List<Entry> all, int ef) {
        List<Entry> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingDouble(e -> -e.score()));
        int returnable = 0;
        for (int i = 0; i < sorted.size(); i++) {
            returnable += sorted.get(i).returnable() ? 1 : 0;
            if (returnable == ef) {
                return sorted.subList(0, i + 1);
            }
        }
        return sorted;
    }

    @Test
    void expandNext_betterRowsOffered_comeFirstAndEachOnce() {
        GraphPool pool = new GraphPool();
        pool.reset(3);
        pool.offer(1, 1f, true);
        pool.offer(2, -2f, true);
        assertEquals(1, pool.expandNext());
        pool.offer(3, 5f, true);
        pool.offer(4, 0.5f, true);
        assertEquals(3, pool.expandNext());
        assertEquals(4, pool.expandNext());
        assertEquals(-1, pool.expandNext());
        assertEquals(0.5f, pool.threshold());
        pool.offer(5, 0.1f, true);
        assertTrue(pool.expandNext() < 0, "fell off the end");
    }

    @Test
    void offer_notANumber_isIgnored() {
        GraphPool pool = new GraphPool();
        pool.reset(2);
        pool.offer(0, Float.NaN, true);
        assertEquals(0, pool.size());
    }
}

package io.candor.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.candor.catalog.IdHash;
import io.candor.catalog.IdTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The columns, the vocabulary and the digest against naive collections. */
final class InteractionsTest {
    private final SplittableRandom random = new SplittableRandom(17);

    @Test
    void intern_manyIds_numbersThemAsAMapWould() {
        Vocabulary vocabulary = new Vocabulary();
        Map<String, Integer> naive = new LinkedHashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String id = "id" + random.nextInt(20_000);
            int expected = naive.computeIfAbsent(id, _ -> naive.size());
            assertEquals(expected, vocabulary.intern(id));
        }
        assertEquals(naive.size(), vocabulary.size());
        assertEquals(List.copyOf(naive.keySet()), vocabulary.asList());
        naive.forEach((id, ordinal) -> {
            assertEquals(ordinal, vocabulary.ordinalOf(id));
            assertEquals(id, vocabulary.idAt(ordinal));
            assertEquals(IdHash.of(id), vocabulary.hashAt(ordinal));
        });
        assertEquals(IdTable.NOT_FOUND, vocabulary.ordinalOf("never met"));
    }

    @Test
    void idAt_ordinalThatIsNotThere_isRefused() {
        Vocabulary vocabulary = new Vocabulary();
        assertEquals(IdTable.NOT_FOUND, vocabulary.ordinalOf("a"));
        vocabulary.intern("a");
        assertThrows(IndexOutOfBoundsException.class, () -> vocabulary.idAt(1));
        assertThrows(IndexOutOfBoundsException.class, () -> vocabulary.hashAt(-1));
    }

    @Test
    void build_moreRowsThanReserved_keepsEveryRowInOrder() {
        InteractionsBuilder builder = new InteractionsBuilder();
        List<String> expected = new ArrayList<>();
        for (int row = 0; row < 10_000; row++) {
            int user = random.nextInt(500);
            int item = random.nextInt(700);
            int time = random.nextInt(1_000);
            builder.add("u" + user, "i" + item, row, time);
            expected.add("u" + user + " i" + item + " " + (float) row + " " + time);
        }
        Interactions built = builder.build();
        assertEquals(expected, RatingFiles.rows(built));
        int[] counts = new int[built.items().size()];
        for (int row = 0; row < built.size(); row++) {
            counts[built.item(row)]++;
        }
        assertArrayEquals(counts, built.itemCounts());
    }

    @Test
    void distinct_keepsTheLatestRowOfEachPairAsANaiveMapDoes() {
        for (int round = 0; round < 100; round++) {
            InteractionsBuilder builder = new InteractionsBuilder();
            Map<String, long[]> latest = new HashMap<>();
            List<String> all = new ArrayList<>();
            int rows = random.nextInt(1, 200);
            for (int row = 0; row < rows; row++) {
                String pair = "u" + random.nextInt(8) + " i" + random.nextInt(8);
                int value = random.nextInt(1, 6);
                long time = random.nextInt(6);
                String[] ids = pair.split(" ", -1);
                builder.add(ids[0], ids[1], value, time);
                all.add(pair + " " + (float) value + " " + time);
                if (!latest.containsKey(pair) || latest.get(pair)[0] <= time) {
                    latest.put(pair, new long[] {time, row});
                }
            }
            List<String> expected = latest.values().stream()
                    .map(best -> (int) best[1])
                    .sorted()
                    .map(all::get)
                    .toList();
            Interactions distinct = builder.build().distinct();
            assertEquals(expected, RatingFiles.rows(distinct));
        }
    }

    @Test
    void lastTime_isTheLatest() {
        assertEquals(9, RatingFiles.of("a x 3", "b x 9", "a y -").lastTime());
        assertEquals(Interactions.NO_TIME, RatingFiles.of("a x -").lastTime());
    }

    @Test
    void feedbackMatrix_ofRandomPairs_isTheDenseMatrixFromBothSides() {
        for (int round = 0; round < 50; round++) {
            InteractionsBuilder builder = new InteractionsBuilder();
            float[][] dense = new float[12][9];
            for (int row = random.nextInt(1, 60); row > 0; row--) {
                builder.add("" + random.nextInt(12), "" + random.nextInt(9), random.nextInt(1, 6), row);
            }
            Interactions pairs = builder.build().distinct();
            for (int row = 0; row < pairs.size(); row++) {
                dense[pairs.user(row)][pairs.item(row)] = pairs.value(row);
            }
            FeedbackMatrix feedback = FeedbackMatrix.of(pairs);
            assertEquals(pairs.size(), feedback.byUser().entries());
            assertEquals(pairs.size(), feedback.byItem().entries());
            for (int user = 0; user < feedback.users(); user++) {
                assertArrayEquals(dense[user], denseRow(feedback.byUser(), user, 9));
            }
            for (int item = 0; item < feedback.items(); item++) {
                float[] column = new float[12];
                for (int user = 0; user < 12; user++) {
                    column[user] = dense[user][item];
                }
                assertArrayEquals(column, denseRow(feedback.byItem(), item, 12));
            }
        }
    }

    @Test
    void later_everyEntry_isHowManyOfItsUserCameAfter() {
        Interactions rows = RatingFiles.of("a x 30", "b x 7", "a y 10", "a z 20", "b w 7");
        SparseRows later = FeedbackMatrix.of(rows).later().get();
        assertArrayEquals(new float[] {0, 2, 1, 0}, denseRow(later, 0, 4));
        assertArrayEquals(
                new float[] {1, 0, 0, 0}, denseRow(later, 1, 4), "of equal times the last of the file is the last");
    }

    @Test
    void feedbackMatrix_sidesThatDoNotFit_areRefused() {
        FeedbackMatrix feedback = FeedbackMatrix.of(RatingFiles.of("a x 1", "b x 1", "c x 1"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new FeedbackMatrix(feedback.byUser(), feedback.byUser(), feedback.later()));
    }

    @Test
    void digest_isThatOfTheRowsWhateverTheFileFormat(@TempDir Path directory) throws IOException {
        RatingFiles files = new RatingFiles(directory);
        String csv = DataDigest.of(
                files.read("user,item,rating,time\nu1,i1,3,1\nu2,i1,4,2\n").interactions());
        String tsv = DataDigest.of(files.read("u1\ti1\t3.0\t1000000000000\nu2\ti1\t4\t2000000000000\n")
                .interactions());
        assertNotEquals(csv, tsv, "times differ");
        assertEquals(
                csv, DataDigest.of(files.read("u1\ti1\t3.0\t1\nu2\ti1\t4\t2\n").interactions()));
        assertEquals(
                "b1622e177ce54e8c9c1a487f5907d0cb0b97bca9a59c2d2967adeb42caa4754f",
                csv,
                "a digest in a manifest stays comparable");
    }

    @Test
    void digest_ofAnyOtherRows_isAnother() {
        String digest = DataDigest.of(RatingFiles.of("a b 1", "c d 2"));
        assertNotEquals(digest, DataDigest.of(RatingFiles.of("c d 2", "a b 1")), "order");
        assertNotEquals(digest, DataDigest.of(RatingFiles.of("a b 1")), "fewer rows");
        assertNotEquals(digest, DataDigest.of(RatingFiles.of("a b 1", "c d 3")), "time");
        assertNotEquals(digest, DataDigest.of(RatingFiles.of("a b 1", "c e 2")), "item");
        assertNotEquals(rated(1, 1), rated(2, 1), "rating");
        assertNotEquals(rated(1, 1), rated(1, 0.5f), "weight");
        assertNotEquals(DataDigest.of(RatingFiles.of("ab c 1")), DataDigest.of(RatingFiles.of("a bc 1")), "id bounds");
    }

    private static String rated(float rating, float weight) {
        InteractionsBuilder builder = new InteractionsBuilder();
        builder.add("a", "b", 1, 0, rating, weight);
        return DataDigest.of(builder.build());
    }

    private static float[] denseRow(SparseRows matrix, int row, int width) {
        float[] dense = new float[width];
        int last = -1;
        for (int p = matrix.start(row); p < matrix.end(row); p++) {
            assertEquals(true, matrix.column(p) > last, "columns ascend");
            last = matrix.column(p);
            dense[last] = matrix.value(p);
        }
        assertEquals(matrix.end(row) - matrix.start(row), matrix.length(row));
        return dense;
    }
}

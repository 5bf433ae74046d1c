package io.candor.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.math.Bits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SplitTest {
    @Test
    void leaveLastOut_holdsOutTheLatestOfUsersWithEnough() {
        SplitData split = new Split.LeaveLastOut(2)
                .apply(RatingFiles.of("a x 30", "a y 10", "b x 5", "a z 20", "c z 1", "c y 2"));

        assertEquals(List.of("a x 1.0 30", "c y 1.0 2"), RatingFiles.rows(split.heldOut()));
        assertEquals(List.of("a y 1.0 10", "b x 1.0 5", "a z 1.0 20", "c z 1.0 1"), RatingFiles.rows(split.training()));
    }

    @Test
    void leaveLastOut_equalTimes_takesTheLastOfTheFile() {
        SplitData split = new Split.LeaveLastOut(2).apply(RatingFiles.of("a x 7", "a y 7", "a z 7", "b x -", "b y -"));

        assertEquals(List.of("a z 1.0 7", "b y 1.0 -"), RatingFiles.rows(split.heldOut()));
    }

    @Test
    void leaveLastOut_rowsWithoutTime_comeBeforeAllOthers() {
        SplitData split = new Split.LeaveLastOut(2).apply(RatingFiles.of("a x -5", "a y -"));

        assertEquals(List.of("a x 1.0 -5"), RatingFiles.rows(split.heldOut()));
    }

    @Test
    void temporal_holdsOutTheLatestShareAndKeepsTiesTogether() {
        SplitData split = new Split.Temporal(0.4).apply(RatingFiles.of("a x 5", "b x 1", "c x 4", "d x 2", "e x 3"));
        assertEquals(List.of("a x 1.0 5", "c x 1.0 4"), RatingFiles.rows(split.heldOut()));

        SplitData ties = new Split.Temporal(0.4).apply(RatingFiles.of("a x 5", "b x 1", "c x 3", "d x 3", "e x 3"));
        assertEquals(List.of("a x 1.0 5"), RatingFiles.rows(ties.heldOut()));

        SplitData same = new Split.Temporal(0.4).apply(RatingFiles.of("a x 5", "b x 5"));
        assertEquals(0, same.heldOut().size());
    }

    @Test
    void random_share_isHitWithinFourStandardErrors() {
        Interactions all = drawn(20_000, new SplittableRandom(1));
        double share = 0.3;
        SplitData split = new Split.Random(share, 9).apply(all);
        double error = Math.sqrt(share * (1 - share) / all.size());
        assertEquals(share, (double) split.heldOut().size() / all.size(), 4 * error);
    }

    @Test
    void apply_everySplit_dividesTheRowsAndIsRepeatable() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 50; round++) {
            Interactions all =
                    drawn(round == 0 ? 0 : random.nextInt(300), random).distinct();
            for (Split split :
                    List.of(new Split.LeaveLastOut(3), new Split.Temporal(0.25), new Split.Random(0.2, round))) {
                SplitData parts = split.apply(all);
                List<String> both = new ArrayList<>(RatingFiles.rows(parts.training()));
                both.addAll(RatingFiles.rows(parts.heldOut()));
                Collections.sort(both);
                assertEquals(RatingFiles.rows(all).stream().sorted().toList(), both, "each row is in one part");
                assertSame(all.users(), parts.heldOut().users());
                assertSame(all.items(), parts.training().items());
                SplitData again = split.apply(all);
                assertEquals(RatingFiles.rows(parts.heldOut()), RatingFiles.rows(again.heldOut()));
                checkNoLeak(split, parts);
            }
        }
    }

    @Test
    void random_otherSeed_givesAnotherSplit() {
        Interactions all = drawn(200, new SplittableRandom(2));
        assertNotEquals(
                RatingFiles.rows(new Split.Random(0.5, 1).apply(all).heldOut()),
                RatingFiles.rows(new Split.Random(0.5, 2).apply(all).heldOut()));
    }

    @Test
    void of_shareOrMinimumOutOfBounds_isRefusedWithTheValue() {
        assertThrows(IllegalArgumentException.class, () -> new Split.LeaveLastOut(1));
        for (double share : new double[] {0, 1, -0.1, Double.NaN}) {
            Exception refusal = assertThrows(IllegalArgumentException.class, () -> new Split.Temporal(share));
            assertTrue(refusal.toString().contains(Double.toString(share)), refusal.toString());
            assertThrows(IllegalArgumentException.class, () -> new Split.Random(share, 1));
        }
    }

    @Test
    void holdout_userWithoutHistory_isCountedAndNotJudged() {
        SplitData split = new Split.Temporal(0.5).apply(RatingFiles.of("a x 1", "b y 2", "a y 3", "c x 4"));
        Holdout holdout = Holdout.of(split);

        assertEquals(1, holdout.size());
        assertEquals(1, holdout.usersWithoutHistory());
        assertEquals(0, holdout.user(0));
        assertEquals(1, holdout.heldOut(0, 0));
        assertEquals(2, holdout.items());
    }

    @Test
    void holdout_unseen_leavesOutExactlyTheTrainingItems() {
        SplitData split = new Split.LeaveLastOut(2)
                .apply(drawn(500, new SplittableRandom(8)).distinct());
        Holdout holdout = Holdout.of(split);
        Bits unseen = new Bits(holdout.items());
        assertTrue(holdout.size() > 10);
        for (int i = 0; i < holdout.size(); i++) {
            boolean[] seen = new boolean[holdout.items()];
            for (int row = 0; row < split.training().size(); row++) {
                seen[split.training().item(row)] |= split.training().user(row) == holdout.user(i);
            }
            holdout.unseen(i, unseen);
            int count = 0;
            for (int item = 0; item < seen.length; item++) {
                assertEquals(!seen[item], unseen.get(item));
                count += seen[item] ? 1 : 0;
            }
            assertEquals(count, holdout.seenCount(i));
            assertTrue(unseen.get(holdout.heldOut(i, 0)), "what is held out was never trained on");
        }
    }

    private static void checkNoLeak(Split split, SplitData parts) {
        Interactions training = parts.training();
        Interactions heldOut = parts.heldOut();
        for (int h = 0; h < heldOut.size(); h++) {
            for (int t = 0; t < training.size(); t++) {
                boolean sameUser = training.user(t) == heldOut.user(h);
                assertTrue(!sameUser || training.item(t) != heldOut.item(h), "a pair is in both parts");
                if (split instanceof Split.LeaveLastOut && sameUser) {
                    assertTrue(training.time(t) <= heldOut.time(h), "training sees a user's future");
                }
                if (split instanceof Split.Temporal) {
                    assertTrue(training.time(t) < heldOut.time(h), "training sees the future");
                }
            }
        }
    }

    private static Interactions drawn(int rows, SplittableRandom random) {
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int row = 0; row < rows; row++) {
            long time = random.nextInt(10) == 0 ? Interactions.NO_TIME : random.nextInt(50);
            builder.add("u" + random.nextInt(30), "i" + random.nextInt(40), random.nextInt(6), time);
        }
        return builder.build();
    }
}

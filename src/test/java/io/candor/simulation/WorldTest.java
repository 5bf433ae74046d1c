package io.candor.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class WorldTest {
    private static final int USERS = 400;
    private static final int ITEMS = 100;

    @Test
    void world_sameSeed_isTheSame() {
        World one = world(7, 0.5, 0, 0);
        World two = world(7, 0.5, 0, 0);
        World other = world(8, 0.5, 0, 0);
        assertArrayEquals(one.taste(3, 0), two.taste(3, 0));
        assertEquals(one.character("item-5"), two.character("item-5"));
        assertEquals(one.chance(99).nextLong(), two.chance(99).nextLong());
        assertNotEquals(one.character("item-5"), other.character("item-5"));
        assertNotEquals(one.chance(99).nextLong(), other.chance(99).nextLong());
    }

    @Test
    void grade_allPairs_haveTheSharesOfGrades() {
        World world = world(1, 0.5, 0, 0);
        double[] shares = new double[ClickModel.grades()];
        for (int user = 0; user < USERS; user++) {
            for (int item = 0; item < ITEMS; item++) {
                shares[world.grade(world.taste(user, 0), world.itemId(item))] += 1.0 / USERS / ITEMS;
            }
        }
        assertArrayEquals(new double[] {.5, .25, .15, .07, .03}, shares, 0.02);
    }

    @Test
    void grade_popularity_makesSomeItemsLikedByMost() {
        double flat = spread(world(2, 0, 0, 0));
        double skewed = spread(world(2, 2, 0, 0));
        assertTrue(skewed > 3 * flat, flat + " and " + skewed);
    }

    /** Returns the largest mean grade of an item, less the mean of all. */
    private static double spread(World world) {
        double[] means = new double[ITEMS];
        for (int item = 0; item < ITEMS; item++) {
            for (int user = 0; user < USERS; user++) {
                means[item] += (double) world.grade(world.taste(user, 0), world.itemId(item)) / USERS;
            }
        }
        return Arrays.stream(means).max().orElseThrow()
                - Arrays.stream(means).average().orElseThrow();
    }

    @Test
    void taste_drift_turnsByItsAngleAndKeepsItsLength() {
        World still = world(3, 0, 0, 0);
        assertArrayEquals(still.taste(5, 0), still.taste(5, 3));
        World drifting = world(3, 0, 1.2, 0);
        double product = 0;
        double before = 0;
        double after = 0;
        for (int user = 0; user < USERS; user++) {
            double[] first = drifting.taste(user, drifting.timeAfter(0));
            double[] second = drifting.taste(user, drifting.timeAfter(100_000));
            for (int d = 0; d < first.length; d++) {
                product += first[d] * second[d];
                before += first[d] * first[d];
                after += second[d] * second[d];
            }
        }
        // 3,200 products of numbers of standard deviation 1, to four of their errors.
        assertEquals(Math.cos(1.2), product / Math.sqrt(before * after), 4 / Math.sqrt(USERS * 8.0));
        assertEquals(1, after / before, 0.1);
    }

    @Test
    void habit_shareOfBots_isHalfOfEachKind() {
        World world = world(4, 0, 0, 0.3);
        int[] counts = new int[Habit.values().length];
        for (int user = 0; user < USERS; user++) {
            counts[world.habit(user).ordinal()]++;
        }
        assertEquals(0.7, (double) counts[Habit.PERSON.ordinal()] / USERS, 0.1);
        assertEquals(0.15, (double) counts[Habit.EVERYTHING.ordinal()] / USERS, 0.07);
        assertEquals(0.15, (double) counts[Habit.ANYTHING.ordinal()] / USERS, 0.07);
    }

    @Test
    void settings_outOfBounds_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new WorldSettings(1, 0, 5, 2, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new WorldSettings(1, 5, 5, 2, 0, 0, 1.5));
        assertThrows(IllegalArgumentException.class, () -> new WorldSettings(1, 5, 5, 2, Double.NaN, 0, 0));
    }

    private static World world(long seed, double popularity, double drift, double bots) {
        return new World(new WorldSettings(seed, USERS, ITEMS, 8, popularity, drift, bots));
    }
}

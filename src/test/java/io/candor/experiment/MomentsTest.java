package io.candor.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MomentsTest {
    @Test
    void replace_totalsThatGrowInAnyOrder_equalsRecomputation() {
        SplittableRandom random = new SplittableRandom(1);
        int units = 300;
        double[][] totals = new double[units][3];
        MomentsAccumulator growing = new MomentsAccumulator();
        for (double[] unit : totals) {
            growing.add(unit[0], unit[1], unit[2]);
        }
        for (int event = 0; event < 20_000; event++) {
            double[] unit = totals[random.nextInt(units)];
            double[] old = unit.clone();
            unit[random.nextInt(3)] += random.nextInt(1, 20);
            growing.replace(old[0], old[1], old[2], unit[0], unit[1], unit[2]);
        }
        MomentsAccumulator fresh = new MomentsAccumulator();
        for (double[] unit : totals) {
            fresh.add(unit[0], unit[1], unit[2]);
        }
        assertEquals(fresh.moments(), growing.moments());
    }

    @Test
    void merge_partsOfTheUnits_equalsTheWhole() {
        SplittableRandom random = new SplittableRandom(2);
        MomentsAccumulator whole = new MomentsAccumulator();
        List<MomentsAccumulator> parts = new ArrayList<>();
        for (int p = 0; p < 7; p++) {
            MomentsAccumulator part = new MomentsAccumulator();
            for (int i = 0; i < 50; i++) {
                int y = random.nextInt(9);
                int d = random.nextInt(1, 99);
                int x = random.nextInt(9);
                part.add(y, d, x);
                whole.add(y, d, x);
            }
            parts.add(part);
        }
        Moments merged = parts.stream().map(MomentsAccumulator::moments).reduce(Moments.NONE, Moments::plus);
        assertEquals(whole.moments(), merged);
        assertEquals(whole.moments(), MomentsAccumulator.from(merged).moments());
    }

    @Test
    void remove_unitThatWasAdded_leavesTheOthers() {
        MomentsAccumulator accumulator = new MomentsAccumulator();
        accumulator.add(2, 10, 1);
        accumulator.add(3, 7, 0);
        accumulator.remove(3, 7, 0);
        assertEquals(Moments.of(2, 10, 1), accumulator.moments());
        accumulator.remove(2, 10, 1);
        assertThrows(IllegalStateException.class, () -> accumulator.remove(0, 0, 0));
    }

    @Test
    void variance_handComputed_equals() {
        MomentsAccumulator accumulator = new MomentsAccumulator();
        accumulator.add(1, 2, 0);
        accumulator.add(3, 6, 1);
        Moments moments = accumulator.moments();
        assertEquals(2, moments.varianceY(), 1e-15);
        assertEquals(8, moments.varianceD(), 1e-15);
        assertEquals(4, moments.covarianceYD(), 1e-15);
        assertEquals(1, moments.covarianceYX(), 1e-15);
        assertEquals(Double.NaN, Moments.of(1, 1, 1).varianceY());
    }
}

package io.candor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.candor.math.SplitMix64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One step of gradient descent against the numerical gradient of its objective. */
final class SgdPassTest {
    private static final int DIMS = 5;
    private static final double STEP = 1e-3;
    private static final double LAMBDA = 0.3;
    private static final double BIAS_LAMBDA = 0.2;
    private static final double WEIGHT = 0.7;

    private final SgdParameters parameters = new SgdParameters(DIMS, 1, STEP, 1, LAMBDA, BIAS_LAMBDA, 8, 2, 11);

    @Test
    void run_rating_stepsDownTheGradient() {
        assertStep(new OneSample(1, 2, SampleBatch.NONE, 4.5f), model -> {
            double miss = 4.5 - predicted(model, 1, 2) - model.mean - model.userBias[1];
            return WEIGHT * miss * miss / 2
                    + LAMBDA / 2 * (squares(model.users, 1) + squares(model.items, 2))
                    + BIAS_LAMBDA / 2 * (sq(model.userBias[1]) + sq(model.itemBias[2]));
        });
    }

    @Test
    void run_triplet_stepsDownTheGradient() {
        assertStep(
                new OneSample(0, 1, 3, 0),
                model -> WEIGHT * Math.log1p(Math.exp(-(predicted(model, 0, 1) - predicted(model, 0, 3))))
                        + LAMBDA / 2 * (squares(model.users, 0) + squares(model.items, 1) + squares(model.items, 3))
                        + BIAS_LAMBDA / 2 * (sq(model.itemBias[1]) + sq(model.itemBias[3])));
    }

    @Test
    void run_tripletOfLongAgo_movesTheUserLessAndTheItemsAlike() {
        OneSample sample = new OneSample(0, 1, 3, 0);
        OneSample longAgo = new OneSample(0, 1, 3, 0, 0.25f);
        BiasedFactors before = model();
        BiasedFactors now = model();
        BiasedFactors then = model();
        try (RowWorkers workers = new RowWorkers(2)) {
            new SgdPass(now, parameters, 1, workers).run(1, 0, 1, sample);
            new SgdPass(then, parameters, 1, workers).run(1, 0, 1, longAgo);
        }
        for (int k = 0; k < DIMS; k++) {
            assertEquals((now.users[k] - before.users[k]) / 4, then.users[k] - before.users[k], 1e-6);
        }
        assertArrayEquals(now.items, then.items);
        assertArrayEquals(now.itemBias, then.itemBias);
    }

    private interface Objective {
        double of(BiasedFactors model);
    }

    private void assertStep(OneSample sample, Objective objective) {
        BiasedFactors before = model();
        BiasedFactors after = model();
        try (RowWorkers workers = new RowWorkers(2)) {
            new SgdPass(after, parameters, 1, workers).run(1, 0, 1, sample);
        }
        List<float[]> start = arrays(before);
        List<float[]> end = arrays(after);
        for (int a = 0; a < start.size(); a++) {
            for (int i = 0; i < start.get(a).length; i++) {
                double gradient = numerical(before, objective, start.get(a), i);
                double moved = (double) end.get(a)[i] - start.get(a)[i];
                assertEquals(-STEP * gradient, moved, 2e-6, "array " + a + ", value " + i);
            }
        }
    }

    private static double numerical(BiasedFactors model, Objective objective, float[] array, int i) {
        float kept = array[i];
        float h = 1f / 256;
        array[i] = kept + h;
        double above = objective.of(model);
        array[i] = kept - h;
        double below = objective.of(model);
        array[i] = kept;
        return (above - below) / (2 * h);
    }

    private BiasedFactors model() {
        BiasedFactors model = BiasedFactors.random(3, 4, parameters, 3.1f);
        for (int i = 0; i < 3; i++) {
            model.userBias[i] = 0.1f * i - 0.2f;
        }
        for (int i = 0; i < 4; i++) {
            model.itemBias[i] = 0.3f - 0.15f * i;
        }
        return model;
    }

    private static List<float[]> arrays(BiasedFactors model) {
        return List.of(model.users, model.items, model.userBias, model.itemBias);
    }

    private static double predicted(BiasedFactors model, int user, int item) {
        double sum = model.itemBias[item];
        for (int k = 0; k < DIMS; k++) {
            sum += (double) model.users[user * DIMS + k] * model.items[item * DIMS + k];
        }
        return sum;
    }

    private static double squares(float[] rows, int row) {
        double sum = 0;
        for (int k = row * DIMS; k < (row + 1) * DIMS; k++) {
            sum += sq(rows[k]);
        }
        return sum;
    }

    private static double sq(float x) {
        return (double) x * x;
    }

    private record OneSample(int user, int item, int other, float value, float recency) implements SampleSource {
        OneSample(int user, int item, int other, float value) {
            this(user, item, other, value, 1);
        }

        @Override
        public void begin(int epoch) {}

        @Override
        public int size() {
            return 1;
        }

        @Override
        public void draw(SampleBatch batch, int at, SplitMix64 random) {
            batch.user[at] = user;
            batch.item[at] = item;
            batch.other[at] = other;
            batch.value[at] = value;
            batch.weight[at] = (float) WEIGHT;
            batch.recency[at] = recency;
        }
    }
}

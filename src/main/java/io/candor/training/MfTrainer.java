package io.candor.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.dataset.SparseRows;
import java.util.Arrays;
import java.util.List;

/**
 * Explicit matrix factorisation with biases: r̂_ui = mean + b_u + b_i + p_u·q_i, which minimises the regularised squared error
 * over the ratings there are, by stochastic gradient descent ({@link SgdPass}) or alternating least squares ({@link
 * RatingRowSolver}).
 *
 * <p>Source: Koren, Bell, Volinsky 2009, "Matrix factorization techniques for recommender systems"; the scaling of λ in least
 * squares: Zhou, Wilkinson, Schreiber, Pan 2008, "Large-scale parallel collaborative filtering for the Netflix prize". Differs:
 * least squares solves a row's factors and its bias together.
 */
record MfTrainer(MfParameters parameters) implements Trainer {
    @Override
    public String algorithm() {
        return "mf";
    }

    @Override
    public ObjectNode hyperparameters() {
        return RecordSettings.toJson(parameters);
    }

    @Override
    public int epochs() {
        return parameters.sgd().epochs();
    }

    @Override
    public boolean predictsRatings() {
        return true;
    }

    @Override
    public Learning begin(TrainingData data, RowWorkers workers) {
        BiasedFactors model = BiasedFactors.random(
                data.users(),
                data.items(),
                parameters.sgd(),
                mean(data.ratings().byUser()));
        return switch (parameters.solver()) {
            case SGD -> new Descent(model, data, workers);
            case ALS -> new Alternation(model, data, workers);
        };
    }

    static float mean(SparseRows ratings) {
        double sum = 0;
        for (int p = 0; p < ratings.entries(); p++) {
            sum += ratings.value(p);
        }
        return (float) (sum / Math.max(1, ratings.entries()));
    }

    private abstract class Fit implements Learning {
        final BiasedFactors model;

        Fit(BiasedFactors model) {
            this.model = model;
        }

        @Override
        public List<float[]> state() {
            return List.of(model.users, model.items, model.userBias, model.itemBias);
        }

        @Override
        public TrainedFactors factors(double loss) {
            return model.toFactors(MfTrainer.this, loss);
        }
    }

    private final class Descent extends Fit {
        private final SgdPass pass;
        private final RatingSamples samples;

        Descent(BiasedFactors model, TrainingData data, RowWorkers workers) {
            super(model);
            pass = new SgdPass(model, parameters.sgd(), 1, workers);
            samples =
                    new RatingSamples(data.ratings().byUser(), parameters.sgd().seed());
        }

        @Override
        public double epoch(int number) {
            samples.begin(number);
            return pass.run(number, 0, samples.size(), samples);
        }
    }

    private final class Alternation extends Fit {
        private final TrainingData data;
        private final RowWorkers workers;

        Alternation(BiasedFactors model, TrainingData data, RowWorkers workers) {
            super(model);
            this.data = data;
            this.workers = workers;
        }

        @Override
        public double epoch(int number) {
            solve(data.ratings().byItem(), model.users, model.userBias, model.items, model.itemBias);
            return solve(data.ratings().byUser(), model.items, model.itemBias, model.users, model.userBias);
        }

        private double solve(SparseRows rows, float[] fixed, float[] fixedBias, float[] solved, float[] solvedBias) {
            double[] losses = new double[rows.rows()];
            workers.forEachRow(rows.rows(), () -> {
                RatingRowSolver solver = new RatingRowSolver(parameters, rows, fixed, fixedBias, model.mean);
                return row -> losses[row] = solver.solve(row, solved, solvedBias);
            });
            return Arrays.stream(losses).reduce(0, Double::sum);
        }
    }
}

package io.candor.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Bayesian personalised ranking: factors and item biases by which what a user was interested in ranks above what not.
 *
 * <p>Source: Rendle, Freudenthaler, Gantner, Schmidt-Thieme 2009, "BPR: Bayesian personalized ranking from implicit feedback".
 * Differs: every pair of interest takes part once a pass, in random order; negatives from a choice of distributions;
 * with {@link Recency} what a user did before moves the user's own vector in shorter steps.
 */
record BprTrainer(BprParameters parameters, Recency recency) implements Trainer {
    @Override
    public String algorithm() {
        return "bpr";
    }

    @Override
    public ObjectNode hyperparameters() {
        return RecordSettings.toJson(parameters, recency);
    }

    @Override
    public int epochs() {
        return parameters.sgd().epochs();
    }

    @Override
    public Learning begin(TrainingData data, RowWorkers workers) {
        SgdParameters sgd = parameters.sgd();
        BiasedFactors model = BiasedFactors.random(data.users(), data.items(), sgd, 0);
        TripletSamples samples = triplets(data, model, parameters, recency);
        SgdPass pass = new SgdPass(model, sgd, 1, workers);
        return new Learning() {
            @Override
            public double epoch(int number) {
                samples.begin(number);
                return pass.run(number, 0, samples.size(), samples);
            }

            @Override
            public List<float[]> state() {
                return List.of(model.users, model.items, model.itemBias);
            }

            @Override
            public TrainedFactors factors(double loss) {
                return model.toFactors(BprTrainer.this, loss);
            }
        };
    }

    static TripletSamples triplets(TrainingData data, BiasedFactors model, BprParameters parameters, Recency recency) {
        ShuffledEntries positives =
                new ShuffledEntries(data.interest().byUser(), parameters.sgd().seed());
        return new TripletSamples(
                positives,
                parameters.sampler().over(data, positives, model, parameters.pool()),
                recency.isOff() ? new float[0] : recency.weights(data.interest()));
    }
}

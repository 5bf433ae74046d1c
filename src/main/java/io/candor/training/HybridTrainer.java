package io.candor.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One set of factors for what users said and what they did: minimises
 *
 * <pre>γ·Σ_ratings (r_ui − mean − c_u − c_i − p_u·q_i)² + Σ_triplets ln(1 + exp(−(s_ui − s_uj))),   s_ui = b_i + p_u·q_i</pre>
 *
 * by {@link SgdPass}es over both, in turns. The biases are separate: b_i grows with how many were interested, c_i with how much
 * they liked it, and those are different things. The score is s_ui.
 *
 * <p>Source: the multi-relational idea of Krohn-Grimberghe, Drumond, Freudenthaler, Schmidt-Thieme 2012, "Multi-relational
 * matrix factorization using Bayesian personalized ranking". Differs: a squared error for the ratings, biases of their own.
 */
record HybridTrainer(HybridParameters parameters, Recency recency) implements Trainer {
    /** In how many turns a pass over both kinds is divided. */
    private static final int TURNS = 32;

    @Override
    public String algorithm() {
        return "hybrid";
    }

    @Override
    public ObjectNode hyperparameters() {
        return RecordSettings.toJson(parameters, recency);
    }

    @Override
    public int epochs() {
        return parameters.bpr().sgd().epochs();
    }

    @Override
    public Learning begin(TrainingData data, RowWorkers workers) {
        return new Turns(data, workers);
    }

    private final class Turns implements Learning {
        private final BiasedFactors ranking;
        private final BiasedFactors rating;
        private final TripletSamples triplets;
        private final RatingSamples ratings;
        private final SgdPass rankingPass;
        private final SgdPass ratingPass;

        Turns(TrainingData data, RowWorkers workers) {
            SgdParameters sgd = parameters.bpr().sgd();
            ranking = BiasedFactors.random(data.users(), data.items(), sgd, 0);
            rating = ranking.withOwnBiases(MfTrainer.mean(data.ratings().byUser()));
            triplets = BprTrainer.triplets(data, ranking, parameters.bpr(), recency);
            ratings = new RatingSamples(data.ratings().byUser(), sgd.seed());
            rankingPass = new SgdPass(ranking, sgd, 1, workers);
            ratingPass = new SgdPass(rating, sgd, parameters.ratingWeight(), workers);
        }

        @Override
        public double epoch(int number) {
            triplets.begin(number);
            ratings.begin(number);
            double loss = 0;
            for (int turn = 0; turn < TURNS; turn++) {
                loss += parameters.ratingWeight() * part(ratingPass, number, ratings, turn);
                loss += part(rankingPass, number, triplets, turn);
            }
            return loss;
        }

        private static double part(SgdPass pass, int number, SampleSource source, int turn) {
            int from = (int) ((long) source.size() * turn / TURNS);
            int to = (int) ((long) source.size() * (turn + 1) / TURNS);
            return pass.run(number, from, to, source);
        }

        @Override
        public List<float[]> state() {
            return List.of(ranking.users, ranking.items, ranking.itemBias, rating.userBias, rating.itemBias);
        }

        @Override
        public TrainedFactors factors(double loss) {
            return ranking.toFactors(HybridTrainer.this, loss);
        }
    }
}

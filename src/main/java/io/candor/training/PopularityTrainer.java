package io.candor.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/** The baseline that recommends the same to everybody: factors of one dimension, 1 for a user and ln(1 + count) for an item. */
public record PopularityTrainer() implements Trainer {
    @Override
    public String algorithm() {
        return "popularity";
    }

    @Override
    public ObjectNode hyperparameters() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public int epochs() {
        return 1;
    }

    @Override
    public Learning begin(TrainingData data, RowWorkers workers) {
        return new Learning() {
            @Override
            public double epoch(int number) {
                return Double.NaN;
            }

            @Override
            public List<float[]> state() {
                return List.of();
            }

            @Override
            public TrainedFactors factors(double loss) {
                float[] users = new float[data.users()];
                Arrays.fill(users, 1);
                float[] items = new float[data.items()];
                for (int item = 0; item < items.length; item++) {
                    items[item] = (float) Math.log1p(data.interest().byItem().length(item));
                }
                return TrainedFactors.plain(PopularityTrainer.this, users, items, 1, loss);
            }
        };
    }
}

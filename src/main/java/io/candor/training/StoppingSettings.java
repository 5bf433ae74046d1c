package io.candor.training;

/**
 * When a model has learnt enough, and by what that is told. Early stopping: how many passes are made is then found on a
 * validation split of the training part, and the model is learnt
 * anew, in as many passes, from the whole of it.
 *
 * @param patience validations without a better one after which learning ends, 0 (no early stopping) to 10,000
 * @param validateEvery passes from one validation to the next, 1 to 10,000
 * @param validateBy by what models that rank are compared on the validation split, here and in a search
 */
public record StoppingSettings(int patience, int validateEvery, Criterion validateBy) {
    /** What rankings may be compared by. */
    public enum Criterion {
        NDCG("nDCG@10"),
        HIT_RATE("HR@10"),
        RECALL("Recall@20"),
        AUC("AUC");

        private final String metric;

        Criterion(String metric) {
            this.metric = metric;
        }

        /** Returns the name of the metric in reports. */
        public String metric() {
            return metric;
        }
    }

    public StoppingSettings {
        ParameterBounds.check("patience", patience, 0, ParameterBounds.MAX_EPOCHS);
        ParameterBounds.check("validate_every", validateEvery, 1, ParameterBounds.MAX_EPOCHS);
    }

    public static StoppingSettings defaults() {
        return new StoppingSettings(0, 1, Criterion.NDCG);
    }
}

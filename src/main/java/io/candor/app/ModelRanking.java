package io.candor.app;

import io.candor.catalog.IdTable;
import io.candor.event.Decision;
import io.candor.event.Subject;
import io.candor.model.ModelSnapshot;
import io.candor.serving.PolicyReplay;
import java.util.Map;

/**
 * The ranking of logged candidates if another model had served: each keeps what it has from elsewhere (sources, recency, seasons), and
 * what the model that served thought of it is replaced by what the other one thinks,
 *
 * <pre>
 *   score' = score − (⟨user, item⟩ + bias of the item) + (⟨user', item'⟩ + bias' of the item)
 * </pre>
 *
 * by the user vectors that were trained; what served may have been folded in from later evidence. An item that the other model does
 * not know is ranked last. Who asked must be a user of both models. Not thread-safe.
 */
final class ModelRanking implements PolicyReplay.Ranking {
    /** Below the others by more than any draw overcomes. */
    private static final float BEHIND = 1_000;

    private final Map<String, ModelSnapshot> served;
    private final ModelSnapshot other;
    private float[] vector = {};

    /** @param served the models that the log may name, by version; must stay open */
    ModelRanking(Map<String, ModelSnapshot> served, ModelSnapshot other) {
        this.served = Map.copyOf(served);
        this.other = other;
    }

    @Override
    public boolean score(Decision decision, float[] scores) {
        ModelSnapshot model = served.get(decision.slate().model());
        Subject subject = decision.slate().subject();
        if (model == null || subject.kind() != Subject.Kind.USER) {
            return false;
        }
        if (model.manifest().version().equals(other.manifest().version())) {
            return true;
        }
        int before = model.userIds().ordinalOf(subject.id());
        int after = other.userIds().ordinalOf(subject.id());
        if (before == IdTable.NOT_FOUND || after == IdTable.NOT_FOUND) {
            return false;
        }
        double[] opinions = new double[scores.length];
        add(model, before, decision, -1, opinions);
        add(other, after, decision, 1, opinions);
        float least = Float.POSITIVE_INFINITY;
        for (int c = 0; c < scores.length; c++) {
            scores[c] = (float) (scores[c] + opinions[c]);
            least = Double.isNaN(opinions[c]) ? least : Math.min(least, scores[c]);
        }
        for (int c = 0; c < scores.length; c++) {
            scores[c] = Float.isNaN(scores[c]) ? (least == Float.POSITIVE_INFINITY ? 0 : least - BEHIND) : scores[c];
        }
        return true;
    }

    /** Adds what a model thinks of the candidates; NaN of those that the other model does not know. */
    private void add(ModelSnapshot model, int user, Decision decision, int sign, double[] opinions) {
        int dims = model.users().dims();
        if (vector.length < dims) {
            vector = new float[dims];
        }
        model.users().copyRow(user, vector, 0);
        int c = 0;
        for (Decision.Candidate candidate : decision.candidates()) {
            int item = model.itemIds().ordinalOf(candidate.item());
            if (item != IdTable.NOT_FOUND) {
                opinions[c] += sign
                        * (model.items().dot(item, vector, 0)
                                + (double) model.itemBias().at(item));
            } else if (sign > 0) {
                opinions[c] = Double.NaN;
            }
            c++;
        }
    }
}

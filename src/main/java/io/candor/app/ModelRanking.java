package io.candor.app;

import io.candor.catalog.IdTable;
import io.candor.event.Decision;
import io.candor.event.Subject;
import io.candor.model.BundleReader;
import io.candor.model.ModelSnapshot;
import io.candor.serving.PolicyReplay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ranking of logged candidates if another model had served: each keeps what it has from elsewhere (sources, recency, seasons,
 * popularity by the model that served), and what the model that served thought of it is replaced by what the other one thinks,
 *
 * <pre>
 *   score' = score − (⟨user, item⟩ + bias of the item) + (⟨user', item'⟩ + bias' of the item)
 * </pre>
 *
 * by the user vectors that were trained; what served may have been folded in from later evidence. An item that the other model does
 * not know is ranked last. Who asked must be a user of both models. Models that served are opened
 * when a slate names them, and closed with this.
 * Not thread-safe.
 */
public final class ModelRanking implements PolicyReplay.Ranking, AutoCloseable {
    /** Below the others by more than any draw overcomes. */
    private static final float BEHIND = 1_000;

    private final Map<String, Optional<ModelSnapshot>> served = new HashMap<>();
    private final Map<String, Path> models;
    private final ModelSnapshot other;
    private float[] vector = {};

    /**
     * Creates one.
     *
     * @param models where those that served are, by version; slates of others are left out; retained
     * @param other must stay open
     */
    public ModelRanking(Map<String, Path> models, ModelSnapshot other) {
        this.models = models;
        this.other = other;
    }

    @Override
    public boolean score(Decision decision, float[] scores) {
        if (decision.slate().model().equals(other.manifest().version())) {
            return true;
        }
        Subject subject = decision.slate().subject();
        Optional<ModelSnapshot> found = served.computeIfAbsent(decision.slate().model(), this::open);
        return found.isPresent()
                && subject.kind() == Subject.Kind.USER
                && score(found.get(), subject.id(), decision, scores);
    }

    private Optional<ModelSnapshot> open(String version) {
        return Optional.ofNullable(models.get(version))
                .filter(Files::isDirectory)
                .map(BundleReader::open);
    }

    private boolean score(ModelSnapshot model, String user, Decision decision, float[] scores) {
        int before = model.userIds().ordinalOf(user);
        int after = other.userIds().ordinalOf(user);
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

    @Override
    public void close() {
        served.values().forEach(model -> model.ifPresent(ModelSnapshot::release));
        served.clear();
    }
}

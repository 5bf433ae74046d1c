package io.candor.serving;

import io.candor.catalog.CatalogSnapshot;
import io.candor.math.Bits;
import io.candor.profile.Cause;
import io.candor.profile.Profile;
import io.candor.profile.ProfileRules;
import io.candor.profile.SuppressionSink;
import io.candor.ranking.Damping;
import io.candor.retrieval.ItemVectors;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a profile does to one slate, in the ordinals of its catalogue: which items are out, which keep only a part of their
 * score, and which are due again.
 *
 * <p>An item that resembles several disliked ones is damped by the strongest of these, not by all of them, so that a taste is
 * not mistaken for a flood; what is damped for its own sake multiplies with that. Belongs to one draft; allocates only when a
 * profile forbids or damps more than any before.
 */
final class ProfileEffects implements SuppressionSink, Damping {
    private final OrdinalList out = new OrdinalList();
    private final OrdinalList outCreators = new OrdinalList();
    private final OrdinalList due = new OrdinalList();
    private final OrdinalList damped = new OrdinalList();
    private final OrdinalList models = new OrdinalList();
    private double[] dampedFactors = {};
    private double[] modelFactors = {};
    private float[] modelDirections = {};
    private @Nullable Generation generation;
    private double similarCosine = 1;

    /** What the ordinals are of. */
    private record Generation(CatalogSnapshot catalog, ItemVectors vectors) {}

    /** Starts anew with what a profile says at a time. */
    void begin(ProfileRules rules, Profile profile, CatalogSnapshot catalog, ItemVectors vectors, long nowMillis) {
        generation = new Generation(catalog, vectors);
        similarCosine = rules.similarCosine();
        out.clear();
        outCreators.clear();
        due.clear();
        damped.clear();
        models.clear();
        if (!profile.isEmpty()) {
            rules.suppressions(profile, nowMillis, this);
        }
    }

    /** Lets go of the catalogue, so that a pooled draft keeps no generation that serves no more. */
    void end() {
        generation = null;
    }

    private Generation generation() {
        Generation current = generation;
        if (current == null) {
            throw new IllegalStateException("no slate is being made");
        }
        return current;
    }

    private int ordinalOf(String itemId) {
        return generation().catalog.ordinalOf(itemId);
    }

    /** Takes out of {@code allowed} what must not be shown; {@code scratch} has its size and is overwritten. */
    void suppress(AllowedSet allowed, Bits scratch) {
        for (int i = 0; i < out.size(); i++) {
            allowed.remove(out.at(i));
        }
        for (int i = 0; i < outCreators.size(); i++) {
            generation().catalog.sharingCreators(outCreators.at(i), scratch);
            allowed.removeAll(scratch);
        }
    }

    /** Returns the items that are due again, the most pressing first; a new array. */
    int[] due() {
        return due.toArray();
    }

    boolean damps() {
        return damped.size() > 0 || models.size() > 0;
    }

    @Override
    public double at(int ordinal) {
        double factor = 1;
        for (int i = 0; i < models.size(); i++) {
            if (modelFactors[i] < factor && resembles(ordinal, i)) {
                factor = modelFactors[i];
            }
        }
        for (int i = 0; i < damped.size(); i++) {
            if (damped.at(i) == ordinal) {
                factor *= dampedFactors[i];
            }
        }
        return factor;
    }

    private boolean resembles(int ordinal, int model) {
        return sharesCategory(ordinal, models.at(model)) || cosine(ordinal, model) >= similarCosine;
    }

    private double cosine(int ordinal, int model) {
        Generation current = generation();
        return current.vectors.cosine(current.catalog, ordinal, modelDirections, model * current.vectors.dims());
    }

    private boolean sharesCategory(int a, int b) {
        CatalogSnapshot catalog = generation().catalog;
        for (int i = catalog.categoryCount(a) - 1; i >= 0; i--) {
            for (int j = catalog.categoryCount(b) - 1; j >= 0; j--) {
                if (catalog.category(a, i) == catalog.category(b, j)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void item(String itemId, Cause cause, long untilMillis) {
        out.addKnown(ordinalOf(itemId));
    }

    @Override
    public void creatorsOf(String itemId, Cause cause, long untilMillis) {
        outCreators.addKnown(ordinalOf(itemId));
    }

    @Override
    public void similarTo(String itemId, double factor, Cause cause, long untilMillis) {
        int ordinal = ordinalOf(itemId);
        if (ordinal < 0) {
            return;
        }
        Generation current = generation();
        int dims = current.vectors.dims();
        int at = models.size();
        models.addKnown(ordinal);
        modelFactors = put(modelFactors, at, factor);
        int end = (at + 1) * dims;
        if (modelDirections.length < end) {
            modelDirections = Arrays.copyOf(modelDirections, 2 * end);
        }
        current.vectors.copyUnit(current.catalog, ordinal, modelDirections, at * dims);
    }

    @Override
    public void damp(String itemId, double factor, Cause cause, long untilMillis) {
        int ordinal = ordinalOf(itemId);
        if (ordinal >= 0) {
            dampedFactors = put(dampedFactors, damped.size(), factor);
            damped.addKnown(ordinal);
        }
    }

    @Override
    public void replenish(String itemId) {
        due.addKnown(ordinalOf(itemId));
    }

    private static double[] put(double[] values, int at, double value) {
        double[] room = at < values.length ? values : Arrays.copyOf(values, Math.max(8, 2 * at));
        room[at] = value;
        return room;
    }
}

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
    private CatalogSnapshot catalog;
    private ItemVectors vectors;
    private double similarCosine = 1;

    ProfileEffects(CatalogSnapshot catalog, ItemVectors vectors) {
        this.catalog = catalog;
        this.vectors = vectors;
    }

    /** Starts anew with what a profile says at a time. */
    void begin(
            ProfileRules rules, Profile profile, CatalogSnapshot newCatalog, ItemVectors newVectors, long nowMillis) {
        catalog = newCatalog;
        vectors = newVectors;
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

    /** Takes out of {@code allowed} what must not be shown; {@code scratch} has its size and is overwritten. */
    void suppress(Bits allowed, Bits scratch) {
        for (int i = 0; i < out.size(); i++) {
            allowed.clear(out.at(i));
        }
        for (int i = 0; i < outCreators.size(); i++) {
            catalog.sharingCreators(outCreators.at(i), scratch);
            allowed.andNot(scratch);
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
        return sharesCategory(ordinal, models.at(model))
                || vectors.cosine(catalog, ordinal, modelDirections, model * vectors.dims()) >= similarCosine;
    }

    private boolean sharesCategory(int a, int b) {
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
        out.addKnown(catalog.ordinalOf(itemId));
    }

    @Override
    public void creatorsOf(String itemId, Cause cause, long untilMillis) {
        outCreators.addKnown(catalog.ordinalOf(itemId));
    }

    @Override
    public void similarTo(String itemId, double factor, Cause cause, long untilMillis) {
        int ordinal = catalog.ordinalOf(itemId);
        if (ordinal < 0) {
            return;
        }
        int at = models.size();
        models.addKnown(ordinal);
        modelFactors = put(modelFactors, at, factor);
        int end = (at + 1) * vectors.dims();
        if (modelDirections.length < end) {
            modelDirections = Arrays.copyOf(modelDirections, 2 * end);
        }
        vectors.copyUnit(catalog, ordinal, modelDirections, at * vectors.dims());
    }

    @Override
    public void damp(String itemId, double factor, Cause cause, long untilMillis) {
        int ordinal = catalog.ordinalOf(itemId);
        if (ordinal >= 0) {
            dampedFactors = put(dampedFactors, damped.size(), factor);
            damped.addKnown(ordinal);
        }
    }

    @Override
    public void replenish(String itemId) {
        due.addKnown(catalog.ordinalOf(itemId));
    }

    private static double[] put(double[] values, int at, double value) {
        double[] room = at < values.length ? values : Arrays.copyOf(values, Math.max(8, 2 * at));
        room[at] = value;
        return room;
    }
}

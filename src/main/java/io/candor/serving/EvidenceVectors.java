package io.candor.serving;

import io.candor.catalog.CatalogSnapshot;
import io.candor.catalog.IdTable;
import io.candor.catalog.NewItemVectors;
import io.candor.profile.EvidenceSink;
import io.candor.retrieval.ItemVectors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The items that speak for or against something in a user's taste, with their vectors: what a fold-in takes. Items without a
 * vector say nothing. Reusable, belongs to one event loop.
 */
final class EvidenceVectors implements EvidenceSink {
    /** How strongly the newest item speaks that the request names as seen in this session; the n-th newest a power less. */
    private static final double RECENT_STRENGTH = 0.1;

    private static final double RECENT_DECAY = 0.8;

    private final double[] strengths;
    private final int[] ordinals;
    private float[] vectors = {};
    private @Nullable Generation generation;
    private int size;

    /** What the ordinals are of. */
    private record Generation(CatalogSnapshot catalog, ItemVectors items) {}

    /** @param most items that are taken; further ones, which are weaker, are left out */
    EvidenceVectors(int most) {
        this.strengths = new double[most];
        this.ordinals = new int[most];
    }

    void begin(CatalogSnapshot catalog, ItemVectors items) {
        generation = new Generation(catalog, items);
        size = 0;
        if (vectors.length < strengths.length * items.dims()) {
            vectors = new float[strengths.length * items.dims()];
        }
    }

    /** Lets go of the catalogue, so as not to keep a generation that serves no more; what was gathered stays. */
    void end() {
        generation = null;
    }

    private Generation generation() {
        Generation current = generation;
        if (current == null) {
            throw new IllegalStateException("nothing is being gathered");
        }
        return current;
    }

    @Override
    public void add(String itemId, double strength) {
        Generation current = generation();
        int ordinal = current.catalog.ordinalOf(itemId);
        if (ordinal < 0
                || size == strengths.length
                || !current.items.copy(current.catalog, ordinal, vectors, size * current.items.dims())) {
            return;
        }
        ordinals[size] = ordinal;
        strengths[size++] = strength;
    }

    /** Adds the items of a session, newest last, that do not speak already. */
    void addRecent(List<String> recent) {
        double strength = RECENT_STRENGTH;
        int before = size;
        for (int i = recent.size() - 1; i >= 0; i--) {
            if (!contains(generation().catalog.ordinalOf(recent.get(i)), before)) {
                add(recent.get(i), strength);
            }
            strength *= RECENT_DECAY;
        }
    }

    /** Adds something that is merely described, with the strength of an interaction in training, if it has a vector. */
    void addWished(NewItemVectors newItems, Map<String, String> wished) {
        if (newItems.write(wished, vectors, size * generation().items.dims())) {
            ordinals[size] = IdTable.NOT_FOUND;
            strengths[size++] = 1;
        }
    }

    /**
     * Raises all strengths together so that the strongest is at least 1, that of an interaction in training: where nothing
     * else is known, a few clicks are all there is to go by.
     */
    void strengthen() {
        double strongest = 0;
        for (int i = 0; i < size; i++) {
            strongest = Math.max(strongest, Math.abs(strengths[i]));
        }
        if (strongest > 0 && strongest < 1) {
            for (int i = 0; i < size; i++) {
                strengths[i] /= strongest;
            }
        }
    }

    int size() {
        return size;
    }

    double[] strengths() {
        return strengths;
    }

    float[] vectors() {
        return vectors;
    }

    private boolean contains(int ordinal, int end) {
        for (int i = 0; i < end; i++) {
            if (ordinals[i] == ordinal) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "EvidenceVectors" + Arrays.toString(Arrays.copyOf(ordinals, size));
    }
}

package io.candor.retrieval;

import io.candor.catalog.CatalogSnapshot;
import io.candor.math.Bits;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the sources are asked: for whom, near what, and what is allowed. One per request, not thread-safe.
 *
 * <p>Seeds are the items that the answer should resemble: the item being looked at with weight 1, and the items of the
 * session with weight {@value #RECENT_DECAY}ⁿ for the n-th newest. At most {@value #MAX_SEEDS} are kept; seeds are not
 * proposed by {@link SimilarSource} itself.
 */
public final class SourceQuery {
    /** How many seeds are kept; further ones are ignored. */
    public static final int MAX_SEEDS = 10;

    static final float RECENT_DECAY = 0.8f;

    private final CatalogSnapshot catalog;
    private final ItemVectors vectors;
    private final QueryVector user;
    private final @Nullable Bits allowed;
    private final int[] seeds = new int[MAX_SEEDS];
    private final float[] weights = new float[MAX_SEEDS];
    private int seedCount;
    private int recentCount;
    private int[] due = {};

    /**
     * @param catalog the catalogue of this request
     * @param vectors the item vectors of the same model generation
     * @param user the user's vector; may be absent
     * @param allowed the only ordinals that may be proposed, of the catalogue's size; null for all. Not modified
     */
    public SourceQuery(CatalogSnapshot catalog, ItemVectors vectors, QueryVector user, @Nullable Bits allowed) {
        this.catalog = catalog;
        this.vectors = vectors;
        this.user = user;
        this.allowed = allowed;
    }

    /** Adds the item being looked at as a seed; ordinals below 0 (unknown items) are ignored. */
    public void addContext(int ordinal) {
        addSeed(ordinal, 1);
    }

    /** Adds an item of the session as a seed; called with the newest first. Ordinals below 0 are ignored. */
    public void addRecent(int ordinal) {
        addSeed(ordinal, (float) Math.pow(RECENT_DECAY, recentCount++));
    }

    /** Sets the items the user has bought before and needs again, the most pressing first; retained, not modified. */
    public void setDue(int[] ordinals) {
        due = ordinals;
    }

    public CatalogSnapshot catalog() {
        return catalog;
    }

    public ItemVectors vectors() {
        return vectors;
    }

    public QueryVector user() {
        return user;
    }

    public @Nullable Bits allowed() {
        return allowed;
    }

    public boolean allows(int ordinal) {
        return allowed == null || allowed.get(ordinal);
    }

    public int seedCount() {
        return seedCount;
    }

    public int seed(int i) {
        return seeds[i];
    }

    public float seedWeight(int i) {
        return weights[i];
    }

    int[] due() {
        return due;
    }

    public boolean isSeed(int ordinal) {
        for (int i = 0; i < seedCount; i++) {
            if (seeds[i] == ordinal) {
                return true;
            }
        }
        return false;
    }

    private void addSeed(int ordinal, float weight) {
        if (ordinal >= 0 && seedCount < MAX_SEEDS && !isSeed(ordinal)) {
            seeds[seedCount] = ordinal;
            weights[seedCount++] = weight;
        }
    }

    @Override
    public String toString() {
        return "SourceQuery[seeds=" + Arrays.toString(Arrays.copyOf(seeds, seedCount)) + "]";
    }
}

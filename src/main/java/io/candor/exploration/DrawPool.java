package io.candor.exploration;

import java.util.Arrays;

/**
 * What a slate is drawn from: candidates in base order, each with the two floats that are logged of it, and the slots to
 * fill.
 *
 * <p>Together with the configuration, the {@link PageState} and the seed it determines a draw and its probabilities bit for
 * bit, so that a pool filled from the log repeats them. Reusable, not thread-safe; allocates only when it grows.
 *
 * <p>What {@code logit} means depends on the policy: score / temperature for {@link Policy#PLACKETT_LUCE}, see {@link
 * ExplorationConfig#logit}; the standard deviation, 0 or more, for {@link Policy#THOMPSON}, whose mean is the score; the rank
 * in the opposing order, smallest first, for {@link Policy#TEAM_DRAFT}; not read by the others.
 */
public final class DrawPool {
    private float[] scores = {};
    private float[] logits = {};
    private int size;
    private int slots;
    private int pinned;

    /** Creates an empty pool with room for {@code capacity} candidates. */
    public DrawPool(int capacity) {
        scores = new float[capacity];
        logits = new float[capacity];
    }

    /**
     * Empties the pool.
     *
     * @param slots how many items are wanted, 0 or more; with fewer candidates the slate is as long as there are candidates
     * @param pinned how many of the first candidates stand in the first slots for certain, 0 or more; more than fit is as many
     *     as fit. On the first page the configuration's, on later ones 0.
     */
    public void reset(int slots, int pinned) {
        if (slots < 0 || pinned < 0) {
            throw new IllegalArgumentException("slots and pinned must be 0 or more, were " + slots + " and " + pinned);
        }
        this.size = 0;
        this.slots = slots;
        this.pinned = pinned;
    }

    /**
     * Appends the next candidate of the base order.
     *
     * @param score finite
     * @param logit finite; what the policy draws by
     */
    public void add(float score, float logit) {
        if (!Float.isFinite(score) || !Float.isFinite(logit)) {
            throw new IllegalArgumentException("score and logit must be finite, were " + score + " and " + logit);
        }
        if (size == scores.length) {
            int capacity = Math.max(16, size * 2);
            scores = Arrays.copyOf(scores, capacity);
            logits = Arrays.copyOf(logits, capacity);
        }
        scores[size] = score;
        logits[size++] = logit;
    }

    public int size() {
        return size;
    }

    public float score(int candidate) {
        return scores[candidate];
    }

    public float logit(int candidate) {
        return logits[candidate];
    }

    /** Returns how many items are wanted. */
    public int slots() {
        return slots;
    }

    /** Returns how many slots there will be: those wanted, or as many as there are candidates. */
    public int slateSize() {
        return Math.min(slots, size);
    }

    /** Returns how many slots are pinned. */
    public int pinned() {
        return Math.min(pinned, slateSize());
    }
}

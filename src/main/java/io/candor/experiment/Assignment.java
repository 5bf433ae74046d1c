package io.candor.experiment;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The arms of one request, at most one per layer, in the order of the layers' names. Read-only once returned. */
public final class Assignment {
    /** No arm: the defaults. */
    public static final Assignment NONE = new Assignment(0);

    private final Arm[] arms;
    private final int[] buckets;
    private int size;
    private long combination;
    private long forced;

    Assignment(int capacity) {
        arms = new Arm[capacity];
        buckets = new int[capacity];
    }

    void add(Arm arm, int bucket, boolean isForced, long code) {
        arms[size] = arm;
        buckets[size] = bucket;
        forced |= isForced ? 1L << size : 0;
        combination += code;
        size++;
    }

    public int size() {
        return size;
    }

    /** Returns an arm, {@code i} from 0 to {@link #size} − 1. */
    public Arm arm(int i) {
        return arms[i];
    }

    /** Returns the bucket by which the arm was found, 0 to {@link BucketRange#BUCKETS} − 1; −1 when it was forced. */
    public int bucket(int i) {
        return buckets[i];
    }

    /** Returns whether an arm was asked for; such exposures are no evidence and belong into no result. */
    public boolean forced(int i) {
        return (forced & 1L << i) != 0;
    }

    /** Returns whether any arm was asked for. */
    public boolean anyForced() {
        return forced != 0;
    }

    /**
     * Returns the number of the combination of overrides for the placement that was asked for: 0 when nothing is
     * overridden, and the same for assignments that override the same. It is valid within one {@link Experiments}.
     */
    public long combination() {
        return combination;
    }

    /** Returns the variants by experiment, as they stand in answers, tokens and the decision log. */
    public Map<String, String> variants() {
        if (size == 0) {
            return Map.of();
        }
        if (size == 1) {
            return Map.of(arms[0].experiment(), arms[0].variant());
        }
        Map<String, String> variants = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            variants.put(arms[i].experiment(), arms[i].variant());
        }
        return Collections.unmodifiableMap(variants);
    }
}

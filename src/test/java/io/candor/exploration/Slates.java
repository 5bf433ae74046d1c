package io.candor.exploration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Pools for tests, and all slates that can be made from them. */
final class Slates {
    private static final float[] SCORES = {1.0f, 0.5f, 0.0f, -0.5f, -1.0f, 0.8f, 0.1f, -2.0f};
    private static final float[] DEVIATIONS = {0.4f, 0.9f, 0.6f, 0.5f, 1.1f, 0.3f, 0.7f, 1.3f};
    private static final float[] OPPOSING = {4, 0, 1, 7, 2, 3, 6, 5};

    private Slates() {}

    static ExplorationConfig config(Policy policy, double floor) {
        return new ExplorationConfig(policy, 0.8, floor, 0.3, 1, 100, 0);
    }

    static DrawPool pool(Policy policy, int size, int slots, int pinned) {
        DrawPool pool = new DrawPool(size);
        pool.reset(slots, pinned);
        for (int i = 0; i < size; i++) {
            pool.add(SCORES[i], logit(policy, i));
        }
        return pool;
    }

    static float logit(Policy policy, int i) {
        return switch (policy) {
            case PLACKETT_LUCE -> config(policy, 0).logit(SCORES[i]);
            case THOMPSON -> DEVIATIONS[i];
            case TEAM_DRAFT -> OPPOSING[i];
            default -> 0;
        };
    }

    /** Returns the pool of the next page: without the candidates of a slate, nothing pinned. */
    static DrawPool rest(DrawPool pool, int[] shown, int slots) {
        DrawPool rest = new DrawPool(pool.size());
        rest.reset(slots, 0);
        for (int i : restOf(pool, shown)) {
            rest.add(pool.score(i), pool.logit(i));
        }
        return rest;
    }

    static int[] restOf(DrawPool pool, int[] shown) {
        return java.util.stream.IntStream.range(0, pool.size())
                .filter(i -> Arrays.stream(shown).noneMatch(s -> s == i))
                .toArray();
    }

    static int[] of(SlateDraw draw) {
        int[] slate = new int[draw.size()];
        Arrays.setAll(slate, draw::candidate);
        return slate;
    }

    /** Every ordered choice of {@code slots} out of {@code size}. */
    static List<int[]> all(int size, int slots) {
        List<int[]> found = new ArrayList<>();
        extend(new int[slots], 0, size, found::add);
        return found;
    }

    private static void extend(int[] slate, int at, int size, Consumer<int[]> found) {
        if (at == slate.length) {
            found.accept(slate.clone());
            return;
        }
        for (int i = 0; i < size; i++) {
            int candidate = i;
            if (Arrays.stream(slate, 0, at).noneMatch(s -> s == candidate)) {
                slate[at] = i;
                extend(slate, at + 1, size, found);
            }
        }
    }
}

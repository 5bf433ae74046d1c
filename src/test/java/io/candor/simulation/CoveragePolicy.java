package io.candor.simulation;

import io.candor.exploration.DrawPool;
import io.candor.exploration.ExplorationConfig;
import io.candor.exploration.Explorer;
import io.candor.exploration.Marginals;
import io.candor.exploration.PageState;
import io.candor.exploration.Policy;
import io.candor.exploration.SlateDraw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A policy in a {@link CoverageWorld}: an exploration over some ranking of each person's candidates, by the code that serves. Belongs to
 * one thread.
 */
final class CoveragePolicy {
    private static final double DEVIATION = 0.3;

    private final String name;
    private final ExplorationConfig config;
    private final CoverageWorld world;
    private final List<int[]> orders = new ArrayList<>();
    private final List<int[]> places = new ArrayList<>();
    private final List<DrawPool> pools = new ArrayList<>();
    private final List<double[]> marginals = new ArrayList<>();
    private final Explorer explorer = new Explorer();
    private final SlateDraw draw = new SlateDraw();

    /** How a ranking scores a candidate of a person. */
    interface Score {
        double of(int user, int candidate);
    }

    CoveragePolicy(String name, CoverageWorld world, ExplorationConfig config, Score score) {
        this.name = name;
        this.world = world;
        this.config = config;
        Marginals law = new Marginals();
        for (int user = 0; user < CoverageWorld.USERS; user++) {
            add(user, score, law);
        }
    }

    private void add(int user, Score score, Marginals law) {
        int size = CoverageWorld.CANDIDATES;
        int slots = CoverageWorld.SLOTS;
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(candidate -> -score.of(user, candidate)))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] place = new int[size];
        DrawPool pool = new DrawPool(size);
        pool.reset(slots, 0);
        for (int rank = 0; rank < size; rank++) {
            place[order[rank]] = rank;
            double scored = score.of(user, order[rank]);
            pool.add((float) scored, config.policy() == Policy.THOMPSON ? (float) DEVIATION : config.logit(scored));
        }
        double[] atRanks = new double[size * slots];
        law.vectors(config, pool, PageState.FIRST, IntStream.range(0, size).toArray(), size, atRanks);
        double[] atSlots = new double[size * slots];
        for (int candidate = 0; candidate < size; candidate++) {
            System.arraycopy(atRanks, place[candidate] * slots, atSlots, candidate * slots, slots);
        }
        orders.add(order);
        places.add(place);
        pools.add(pool);
        marginals.add(atSlots);
    }

    String name() {
        return name;
    }

    /** Returns whether P(prefix) takes too long to be asked for each slate. */
    boolean costly() {
        return config.policy() == Policy.THOMPSON;
    }

    /** Returns P(candidate at slot) for a person. */
    double at(int user, int candidate, int slot) {
        return marginals.get(user)[candidate * CoverageWorld.SLOTS + slot];
    }

    /** Returns the value of the policy, exactly: the mean over people of Σ P(candidate at slot) · P(click). */
    double value() {
        double sum = 0;
        for (int user = 0; user < CoverageWorld.USERS; user++) {
            for (int candidate = 0; candidate < CoverageWorld.CANDIDATES; candidate++) {
                for (int slot = 0; slot < CoverageWorld.SLOTS; slot++) {
                    sum += at(user, candidate, slot) * world.clicks(user, candidate, slot);
                }
            }
        }
        return sum / CoverageWorld.USERS;
    }

    /** Draws a slate of candidates for a person. */
    int[] draw(int user, long seed) {
        explorer.draw(config, pools.get(user), PageState.FIRST, seed, draw);
        int[] slate = new int[draw.size()];
        for (int slot = 0; slot < slate.length; slot++) {
            slate[slot] = orders.get(user)[draw.candidate(slot)];
        }
        return slate;
    }

    /** Returns ln P(the first slots of a slate) for each of its slots. */
    double[] lnPrefixes(int user, int[] slate) {
        int[] ranks = new int[slate.length];
        for (int slot = 0; slot < ranks.length; slot++) {
            ranks[slot] = places.get(user)[slate[slot]];
        }
        explorer.assess(config, pools.get(user), PageState.FIRST, ranks, draw);
        double[] found = new double[slate.length];
        for (int slot = 0; slot < found.length; slot++) {
            found[slot] = draw.lnPrefix(slot);
        }
        return found;
    }
}

package io.candor.exploration;

import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A Plackett–Luce slate of 20 from 200 candidates with a floor of 0.1; {@code candor bench exploration} has all policies. */
@State(Scope.Thread)
public class DrawBenchmark {
    private static final int CANDIDATES = 200;
    private static final int SLOTS = 20;

    private final ExplorationConfig config = new ExplorationConfig(Policy.PLACKETT_LUCE, 1, 0.1, 0.1, 1, CANDIDATES, 0);
    private final Explorer explorer = new Explorer();
    private final DrawPool pool = new DrawPool(CANDIDATES);
    private final SlateDraw draw = new SlateDraw();
    private long seed;

    @Setup
    public void prepare() {
        double[] scores =
                new SplittableRandom(1).doubles(CANDIDATES, 0, 3).sorted().toArray();
        pool.reset(SLOTS, 0);
        for (int i = CANDIDATES - 1; i >= 0; i--) {
            pool.add((float) scores[i], config.logit(scores[i]));
        }
    }

    @Benchmark
    public SlateDraw draw() {
        explorer.draw(config, pool, PageState.FIRST, seed++, draw);
        return draw;
    }
}

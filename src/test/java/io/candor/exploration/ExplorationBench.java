package io.candor.exploration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.cli.BenchSuite;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/** What a draw and its marginals cost in CPU time, for each policy beside greedy. Target: 30 µs a draw at C = 200, L = 10. */
public final class ExplorationBench implements BenchSuite {
    private static final int CANDIDATES = 200;
    private static final int SLOTS = 10;
    private static final double TARGET_MICROS = 30;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Explorer explorer = new Explorer();
    private final Marginals marginals = new Marginals();
    private final SlateDraw draw = new SlateDraw();
    private double sink;

    /** Creates the suite. */
    public ExplorationBench() {}

    @Override
    public String name() {
        return "exploration";
    }

    @Override
    public String summary() {
        return "CPU time of a draw with its probabilities, and of the position probabilities of a slate.";
    }

    @Override
    public Report run(Options options) {
        int rounds = options.quick() ? 5 : 20;
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "C = %d, L = %d, floor 0.1; CPU µs, best of %d rounds; target of a draw %.0f%n%-14s %8s %9s %10s%n",
                CANDIDATES,
                SLOTS,
                rounds,
                TARGET_MICROS,
                "policy",
                "draw",
                "× greedy",
                "marginals"));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        double greedy = 0;
        for (Policy policy : Policy.values()) {
            options.notes().accept("measuring " + policy.wire());
            ExplorationConfig config = new ExplorationConfig(policy, 0.5, 0.1, 0.1, 1, CANDIDATES, 0);
            DrawPool pool = pool(config);
            double drawing = best(rounds, 4_000, i -> draw(config, pool, i));
            int[] slate = new int[SLOTS];
            Arrays.setAll(slate, draw::candidate);
            double[] matrix = new double[SLOTS * SLOTS];
            double placing = best(rounds, 300, i -> place(config, pool, slate, matrix));
            greedy = policy == Policy.GREEDY ? drawing : greedy;
            text.append(String.format(
                    Locale.ROOT,
                    "%-14s %8.2f %9.1f %10.1f%s%n",
                    policy.wire(),
                    drawing,
                    drawing / greedy,
                    placing,
                    drawing > TARGET_MICROS ? "   target missed" : ""));
            json.putObject(policy.wire()).put("draw_micros", drawing).put("marginals_micros", placing);
        }
        text.append(sink == 0 ? "nothing was drawn" : "");
        return new Report(text.toString(), json);
    }

    private void draw(ExplorationConfig config, DrawPool pool, int seed) {
        explorer.draw(config, pool, PageState.FIRST, seed, draw);
        sink += draw.lnJoint();
    }

    private void place(ExplorationConfig config, DrawPool pool, int[] slate, double[] matrix) {
        marginals.vectors(config, pool, PageState.FIRST, slate, SLOTS, matrix);
        sink += matrix[0];
    }

    /** Returns the fewest CPU microseconds a call, over some rounds of calls. */
    private double best(int rounds, int calls, Call call) {
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < rounds; round++) {
            long begin = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < calls; i++) {
                call.run(i);
            }
            best = Math.min(best, (threads.getCurrentThreadCpuTime() - begin) / 1e3 / calls);
        }
        return best;
    }

    private static DrawPool pool(ExplorationConfig config) {
        SplittableRandom random = new SplittableRandom(1);
        double[] scores = random.doubles(CANDIDATES, 0, 3).sorted().toArray();
        DrawPool pool = new DrawPool(CANDIDATES);
        pool.reset(SLOTS, 0);
        for (int i = CANDIDATES - 1; i >= 0; i--) {
            double logit = switch (config.policy()) {
                case PLACKETT_LUCE -> config.logit(scores[i]);
                case THOMPSON -> 0.5 + random.nextDouble();
                case TEAM_DRAFT -> random.nextInt(1_000);
                case GREEDY, UNIFORM, EXPLORE_SLOT, RAND_PAIR, FAIR_PAIRS -> 0;
            };
            pool.add((float) scores[i], (float) logit);
        }
        return pool;
    }

    private interface Call {
        void run(int index);
    }
}

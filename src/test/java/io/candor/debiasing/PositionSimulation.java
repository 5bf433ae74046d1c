package io.candor.debiasing;

import io.candor.event.Action;
import io.candor.event.Candidates;
import io.candor.event.Decision;
import io.candor.event.SlateRecord;
import io.candor.event.Subject;
import io.candor.exploration.DrawPool;
import io.candor.exploration.ExplorationConfig;
import io.candor.exploration.Explorer;
import io.candor.exploration.Marginals;
import io.candor.exploration.PageState;
import io.candor.exploration.Policy;
import io.candor.exploration.SlateDraw;
import io.candor.exposure.ExposedSlate;
import io.candor.exposure.Outcome;
import io.candor.math.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * People whose clicks follow P(click on i at k) = α_k γ(x, i) + β_k in contexts x of known relevance, shown slates by the policies that
 * serve. Scores know relevance only roughly.
 */
public final class PositionSimulation {
    public static final int SLOTS = 10;
    private static final int CONTEXTS = 20;
    private static final int ITEMS = 30;
    private static final int USERS = 2_000;

    private final SplitMix64 random;
    private final double[] alpha;
    private final double[] beta;
    private final double[][] gamma = new double[CONTEXTS][ITEMS];
    private final double[][][] scores = new double[2][CONTEXTS][ITEMS];
    private final Explorer explorer = new Explorer();
    private final SlateDraw draw = new SlateDraw();
    private String placement = "home";
    private String device = "";
    private long requests;

    PositionSimulation(long seed, double[] alpha, double[] beta) {
        this.random = new SplitMix64(seed);
        this.alpha = alpha;
        this.beta = beta;
        for (int x = 0; x < CONTEXTS; x++) {
            for (int i = 0; i < ITEMS; i++) {
                double worth = random.nextGaussian();
                gamma[x][i] = 1 / (1 + Math.exp(1 - 1.6 * worth));
                scores[0][x][i] = worth + 0.5 * random.nextGaussian();
                scores[1][x][i] = worth + 1.0 * random.nextGaussian();
            }
        }
    }

    /** Those of P(click) = θ_k γ with θ_k = 1/k. */
    public static PositionSimulation plain(long seed) {
        return new PositionSimulation(seed, theta(), new double[SLOTS]);
    }

    static double[] theta() {
        double[] theta = new double[SLOTS];
        Arrays.setAll(theta, k -> 1.0 / (k + 1));
        return theta;
    }

    public static ExplorationConfig config(Policy policy, double temperature, double floor) {
        return new ExplorationConfig(policy, temperature, floor, 0.3, 1, 100, 0);
    }

    /** Says where the following slates are shown. */
    PositionSimulation at(String newPlacement, String newDevice) {
        placement = newPlacement;
        device = newDevice;
        return this;
    }

    /** Shows slates of the best {@code slots} that a ranker, 0 or 1, puts first, as a policy draws them. */
    public void show(ExplorationConfig config, int ranker, int slots, int count, Consumer<ExposedSlate> slates) {
        Map<Integer, Context> contexts = new HashMap<>();
        for (int n = 0; n < count; n++) {
            Context context = contexts.computeIfAbsent(
                    random.nextInt(CONTEXTS), x -> new Context(x, scores[ranker][x], config, slots));
            slates.accept(slate(context, config));
        }
    }

    /** What is the same in all slates of a context. */
    private static final class Context {
        private final int number;
        private final int[] order;
        private final DrawPool pool = new DrawPool(ITEMS);
        private final double[] vectors;
        private final Candidates candidates;

        Context(int number, double[] scores, ExplorationConfig config, int slots) {
            this.number = number;
            Integer[] sorted = new Integer[ITEMS];
            Arrays.setAll(sorted, i -> i);
            Arrays.sort(sorted, Comparator.comparingDouble(i -> -scores[i]));
            order = Arrays.stream(sorted).mapToInt(i -> i).toArray();
            pool.reset(slots, 0);
            List<Decision.Candidate> list = new ArrayList<>();
            for (int item : order) {
                float logit = config.policy() == Policy.PLACKETT_LUCE ? config.logit(scores[item]) : 0;
                pool.add((float) scores[item], logit);
                list.add(new Decision.Candidate("i" + item, (float) scores[item], logit));
            }
            candidates = config.isCertain() ? Candidates.NONE : Candidates.of(list);
            int[] all = new int[ITEMS];
            Arrays.setAll(all, i -> i);
            vectors = new double[ITEMS * slots];
            new Marginals().vectors(config, pool, PageState.FIRST, all, ITEMS, vectors);
        }
    }

    private ExposedSlate slate(Context context, ExplorationConfig config) {
        explorer.draw(config, context.pool, PageState.FIRST, random.nextLong(), draw);
        int slots = draw.size();
        List<SlateRecord.ShownItem> items = new ArrayList<>();
        List<Decision.Impression> impressions = new ArrayList<>();
        List<List<Outcome>> outcomes = new ArrayList<>();
        double[] propensities = new double[slots * slots];
        for (int k = 0; k < slots; k++) {
            int rank = draw.candidate(k);
            int item = context.order[rank];
            items.add(new SlateRecord.ShownItem("i" + item, Math.exp(draw.lnConditional(k))));
            impressions.add(new Decision.Impression(
                    rank + 1,
                    context.pool.score(rank),
                    draw.lnConditional(k),
                    draw.lnPrefix(k),
                    1,
                    draw.pinned(k),
                    draw.explored(k)));
            System.arraycopy(context.vectors, rank * slots, propensities, k * slots, slots);
            double p = alpha[k] * gamma[context.number][item] + beta[k];
            outcomes.add(random.nextDouble() < p ? List.of(new Outcome(Action.Type.CLICK, 1, 1, 0)) : List.of());
        }
        SlateRecord record = new SlateRecord(
                new UUID(7, requests++),
                requests,
                Subject.user("u" + random.nextInt(USERS)),
                placement,
                "model",
                config.policy().wire(),
                Map.of(),
                1,
                items);
        Decision decision = new Decision(
                record,
                slots,
                Optional.empty(),
                new Decision.Draw(1, draw.component(), 0, draw.propensityKind(), draw.lnJoint(), Map.of(), ""),
                impressions,
                context.candidates,
                ITEMS,
                device.isEmpty()
                        ? Map.of("context", "c" + context.number)
                        : Map.of("context", "c" + context.number, "device", device),
                Decision.Exposure.NONE);
        return ExposedSlate.of(decision, propensities, outcomes);
    }
}

package io.candor.exploration;

import io.candor.math.SplitMix64;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

/**
 * Draws slates, and tells their probabilities.
 *
 * <p>The draw is the last step: what is filtered, excluded or demanded by a rule is decided before, or pinned. With weights
 * w_c of the components (policy and uniform floor; 1 − floor and floor on the first page, see {@link PageState} for the
 * others) the component is drawn, then the whole slate from it, and
 *
 * <pre>
 *   P(first k slots) = Σ_c w_c P_c(first k slots)       P(slot k | above) = P(first k) / P(first k − 1)
 * </pre>
 *
 * <p>A draw is a function of its arguments, the same on every machine: transcendental functions are those of {@link
 * StrictMath}, sums run in a fixed order. One instance belongs to one thread; a draw allocates one {@link PageState} and,
 * once the instance has seen the largest pool, nothing else.
 */
public final class Explorer {
    private static final double LOWEST = Double.NEGATIVE_INFINITY;

    private final Map<Policy, SlatePolicy> policies = new EnumMap<>(Policy.class);
    private final SlatePolicy uniform = new UniformPolicy();
    private final SplitMix64 random = new SplitMix64(0);
    private final OpenSlots open = new OpenSlots();
    private final BitSet seen = new BitSet();
    private int[] slate = {};
    private double[] lnMain = {};
    private double[] lnFloor = {};

    /** Creates an explorer without scratch. */
    public Explorer() {
        for (Policy policy : Policy.values()) {
            policies.put(policy, create(policy));
        }
    }

    private SlatePolicy create(Policy policy) {
        return switch (policy) {
            case GREEDY -> new GreedyPolicy();
            case UNIFORM -> uniform;
            case EXPLORE_SLOT -> new ExploreSlotPolicy();
            case PLACKETT_LUCE -> new PlackettLucePolicy();
            case THOMPSON -> new ThompsonPolicy();
            case RAND_PAIR -> new RandPairPolicy();
            case FAIR_PAIRS -> new FairPairsPolicy();
            case TEAM_DRAFT -> new TeamDraftPolicy();
        };
    }

    /**
     * Draws a page.
     *
     * @param pool not modified
     * @param page what the page before left, or {@link PageState#FIRST}
     * @param seed any; the same one draws the same page from the same pool
     * @param out overwritten
     */
    public void draw(ExplorationConfig config, DrawPool pool, PageState page, long seed, SlateDraw out) {
        random.reseed(seed);
        begin(pool, out);
        int component = page.component();
        if (component == PageState.UNDRAWN) {
            component = random.nextDouble() < config.floor() ? PageState.FLOOR : PageState.MAIN;
        }
        SlatePolicy main = policy(config);
        main.prepare(open);
        SlatePolicy drawn = component == PageState.FLOOR ? uniform : main;
        drawn.choose(open, config, random, slate);
        for (int k = 0; k < open.slots(); k++) {
            out.candidates[out.pinned + k] = out.pinned + slate[k];
            out.teams[out.pinned + k] = drawn.team(k);
        }
        out.component = component;
        double odds = appraise(config, main, page, out);
        out.next = new PageState(component, component == PageState.MAIN ? Math.min(odds, Double.MAX_VALUE) : odds);
    }

    /**
     * Tells the probabilities of a given slate, whoever drew it.
     *
     * @param slate as many different candidates of the pool as it has slots, by slot; not modified
     * @param out overwritten; its component, teams and next page say nothing
     * @throws IllegalArgumentException when the slate has another length, or a candidate twice or from outside the pool
     */
    public void assess(ExplorationConfig config, DrawPool pool, PageState page, int[] slate, SlateDraw out) {
        begin(pool, out);
        checkSlate(slate, pool, out);
        boolean possible = true;
        for (int k = 0; k < out.size; k++) {
            out.candidates[k] = slate[k];
            possible = possible && (k >= out.pinned || slate[k] == k);
            if (k >= out.pinned) {
                this.slate[k - out.pinned] = slate[k] - out.pinned;
            }
        }
        out.component = PageState.MAIN;
        out.next = page;
        if (possible) {
            SlatePolicy main = policy(config);
            main.prepare(open);
            appraise(config, main, page, out);
        } else {
            impossible(out);
        }
    }

    private SlatePolicy policy(ExplorationConfig config) {
        return policies.getOrDefault(config.policy(), uniform);
    }

    private void begin(DrawPool pool, SlateDraw out) {
        open.over(pool);
        out.reset(pool.slateSize(), pool.pinned());
        for (int k = 0; k < out.pinned; k++) {
            out.candidates[k] = k;
        }
        if (out.size > slate.length) {
            slate = new int[out.size];
            lnMain = new double[out.size];
            lnFloor = new double[out.size];
        }
    }

    /** Fills in the probabilities of the mixture; returns the log-odds of the floor afterwards. */
    private double appraise(ExplorationConfig config, SlatePolicy main, PageState page, SlateDraw out) {
        int slots = open.slots();
        double weightMain = page.lnWeight(PageState.MAIN, config);
        double weightFloor = page.lnWeight(PageState.FLOOR, config);
        uniform.lnPrefix(open, config, slate, lnFloor);
        if (weightMain > LOWEST) {
            main.lnPrefix(open, config, slate, lnMain);
        }
        for (int k = 0; k < out.pinned; k++) {
            out.lnPrefix[k] = 0;
        }
        for (int k = 0; k < slots; k++) {
            double prefix = weightMain > LOWEST ? weightMain + lnMain[k] : LOWEST;
            out.lnPrefix[out.pinned + k] = lnSum(prefix, weightFloor + lnFloor[k]);
        }
        out.quadrature = weightMain > LOWEST && main.quadrature();
        double ofFloor = weightFloor + (slots == 0 ? 0 : lnFloor[slots - 1]);
        double ofMain = weightMain == LOWEST || slots == 0 ? weightMain : weightMain + lnMain[slots - 1];
        return lnOdds(ofFloor, ofMain);
    }

    /** Where both are ruled out (quadrature underflows), no floor stays none. */
    static double lnOdds(double ofFloor, double ofMain) {
        if (ofFloor == LOWEST) {
            return LOWEST;
        }
        return ofMain == LOWEST ? Double.POSITIVE_INFINITY : ofFloor - ofMain;
    }

    private void checkSlate(int[] given, DrawPool pool, SlateDraw out) {
        if (given.length != out.size) {
            throw new IllegalArgumentException("slate must have " + out.size + " slots, had " + given.length);
        }
        seen.clear();
        for (int candidate : given) {
            if (candidate < 0 || candidate >= pool.size() || seen.get(candidate)) {
                throw new IllegalArgumentException("slate must have different candidates of 0 to " + (pool.size() - 1)
                        + ", had " + candidate + " twice or beyond");
            }
            seen.set(candidate);
        }
    }

    private static void impossible(SlateDraw out) {
        double ln = 0;
        for (int k = 0; k < out.size; k++) {
            ln = k < out.pinned && out.candidates[k] == k ? ln : LOWEST;
            out.lnPrefix[k] = ln;
        }
    }

    private static double lnSum(double a, double b) {
        double high = Math.max(a, b);
        double low = Math.min(a, b);
        return low == LOWEST ? high : high + StrictMath.log1p(StrictMath.exp(low - high));
    }
}

package io.candor.exploration;

/**
 * What the next page of a slate must know of the pages before it.
 *
 * <p>A slate is drawn from one of two components: 0, the policy, or 1, the uniform floor. The component is drawn once, for
 * the first page; later pages go on in it. What was shown tells something about it, so that the probability of a later page
 * is that of the mixture with posterior weights: with ln P(page 1 | component c) = ℓ_c, the odds of the floor are multiplied
 * by exp(ℓ_1 − ℓ_0). Its probabilities are conditional on the pages before it, and their prefix begins at 1 again.
 *
 * <p>A later page draws from the candidates of the page before without those shown, in the same order. Then Plackett–Luce
 * and the uniform draw continue one permutation, since both are memoryless; the others draw the rest anew. Either way the
 * probability is that of what is done, also when the rest was changed or another policy goes on with the state.
 *
 * @param component which one the permutation belongs to, or {@link #UNDRAWN} before the first page
 * @param floorLogOdds ln(P(floor | pages so far) / P(policy | pages so far)), −∞ to ∞; 0 before the first page, when the
 *     configuration says
 */
public record PageState(int component, double floorLogOdds) {
    /** No component yet. */
    public static final int UNDRAWN = -1;

    /** The component of the policy. */
    public static final int MAIN = 0;

    /** The component of the uniform draw. */
    public static final int FLOOR = 1;

    /** Before the first page. */
    public static final PageState FIRST = new PageState(UNDRAWN, 0);

    /** What a certain page leaves: only the policy can have made it. */
    public static final PageState CERTAIN = new PageState(MAIN, Double.NEGATIVE_INFINITY);

    public PageState {
        if (component < UNDRAWN || component > FLOOR) {
            throw new IllegalArgumentException("component must be -1 to 1, was " + component);
        }
        boolean possible = switch (component) {
            case MAIN -> floorLogOdds < Double.POSITIVE_INFINITY;
            case FLOOR -> floorLogOdds > Double.NEGATIVE_INFINITY;
            default -> floorLogOdds == 0;
        };
        if (!possible) {
            throw new IllegalArgumentException(
                    "floorLogOdds must allow component " + component + ", were " + floorLogOdds);
        }
    }

    /** Returns ln P(component | pages so far); −∞ when it is ruled out. */
    double lnWeight(int of, ExplorationConfig config) {
        if (component == UNDRAWN) {
            return StrictMath.log(of == FLOOR ? config.floor() : 1 - config.floor());
        }
        double odds = of == FLOOR ? -floorLogOdds : floorLogOdds;
        return odds > 0 ? -(odds + StrictMath.log1p(StrictMath.exp(-odds))) : -StrictMath.log1p(StrictMath.exp(odds));
    }
}

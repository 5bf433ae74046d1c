package io.candor.exposure;

import io.candor.event.Action;
import io.candor.event.Decision;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One slate as it was shown, with P(each of its items at each of its slots) and what came of each. Slots count from 0, positions
 * from 1. Belongs to one thread: the probabilities may be worked out when they are first asked for.
 *
 * <p>The probabilities are the policy's, over all that the draw might have shown, given earlier pages; a row's sum is the
 * probability that the item is on this page at all.
 */
public final class ExposedSlate {
    private static final String DEVICE = "device";

    private final Decision decision;
    private final Function<Decision, double[]> law;
    private final List<List<Outcome>> outcomes;
    private double @Nullable [] known;

    private ExposedSlate(Decision decision, Function<Decision, double[]> law, List<List<Outcome>> outcomes) {
        int slots = decision.impressions().size();
        if (outcomes.size() != slots) {
            throw new IllegalArgumentException(
                    "a slate of " + slots + " slots had outcomes of " + outcomes.size() + " slots");
        }
        this.decision = decision;
        this.law = law;
        this.outcomes = outcomes.stream().map(List::copyOf).toList();
    }

    /**
     * Creates one.
     *
     * @param propensities P(item of slot r at slot k) at r·slots + k, NaN when it is not known; copied
     * @param outcomes of each slot, one of a type at most
     */
    public static ExposedSlate of(Decision decision, double[] propensities, List<List<Outcome>> outcomes) {
        double[] copy = propensities.clone();
        ExposedSlate slate = of(decision, _ -> copy, outcomes);
        slate.propensities();
        return slate;
    }

    /**
     * Creates one whose probabilities are worked out only if somebody asks, for most of what reads a log does not.
     *
     * @param law returns them, as above
     */
    public static ExposedSlate of(Decision decision, Function<Decision, double[]> law, List<List<Outcome>> outcomes) {
        return new ExposedSlate(decision, law, outcomes);
    }

    private double[] propensities() {
        double[] matrix = known;
        if (matrix == null) {
            matrix = law.apply(decision);
            if (matrix.length != slots() * slots()) {
                throw new IllegalArgumentException(
                        "a slate of " + slots() + " slots had " + matrix.length + " propensities");
            }
            known = matrix;
        }
        return matrix;
    }

    /** Returns all that was logged of the slate, down to the candidates it was drawn from. */
    public Decision decision() {
        return decision;
    }

    public int slots() {
        return outcomes.size();
    }

    /** Returns the 1-based position of a slot, also on later pages. */
    public int position(int slot) {
        return decision.slate().firstPosition() + slot;
    }

    public String item(int slot) {
        return decision.slate().items().get(slot).id();
    }

    /** Returns base rank, score, ln P(here | above), ln P(down to here), whether it is pinned or explored. */
    public Decision.Impression impression(int slot) {
        return decision.impressions().get(slot);
    }

    /** Returns P(this item at this slot), above 0 to 1; NaN when it is not known. */
    public double propensity(int slot) {
        return propensity(slot, slot);
    }

    /** Returns P(the item of {@code slot} at slot {@code at}), 0 to 1; NaN when it is not known. */
    public double propensity(int slot, int at) {
        return propensities()[slot * slots() + at];
    }

    /** Returns what came of a slot, one a type, by type. */
    public List<Outcome> outcomes(int slot) {
        return outcomes.get(slot);
    }

    public Optional<Outcome> outcome(int slot, Action.Type type) {
        for (Outcome outcome : outcomes.get(slot)) {
            if (outcome.type() == type) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }

    /** Returns whether an action of the kind followed. */
    public boolean has(int slot, Action.Type type) {
        return outcome(slot, type).isPresent();
    }

    public String placement() {
        return decision.slate().placement();
    }

    /** Returns the device that the request named, or empty. */
    public String device() {
        return decision.context().getOrDefault(DEVICE, "");
    }

    /** Returns by what slates that depend on each other are known: the subject's key, or the request where there is none. */
    public String unit() {
        return decision.slate().subject().isNobody()
                ? decision.slate().requestId().toString()
                : decision.slate().subject().key();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExposedSlate that
                && decision.equals(that.decision)
                && Arrays.equals(propensities(), that.propensities())
                && outcomes.equals(that.outcomes);
    }

    @Override
    public int hashCode() {
        return decision.hashCode();
    }

    @Override
    public String toString() {
        return decision + " " + Arrays.toString(propensities()) + " " + outcomes;
    }
}

package io.candor.exposure;

import io.candor.event.Action;
import io.candor.event.Decision;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One slate as it was shown, with P(each of its items at each of its slots) and what came of each. Slots count from 0, positions
 * from 1. Immutable, thread-safe.
 *
 * <p>The probabilities are the policy's, over all that the draw might have shown, given earlier pages; a row's sum is the
 * probability that the item is on this page at all.
 */
public final class ExposedSlate {
    private static final String DEVICE = "device";

    private final Decision decision;
    private final double[] propensities;
    private final List<List<Outcome>> outcomes;

    private ExposedSlate(Decision decision, double[] propensities, List<List<Outcome>> outcomes) {
        this.decision = decision;
        this.propensities = propensities;
        this.outcomes = outcomes;
    }

    /**
     * Creates one.
     *
     * @param propensities P(item of slot r at slot k) at r·slots + k, NaN when it is not known; copied
     * @param outcomes of each slot, one of a type at most
     */
    public static ExposedSlate of(Decision decision, double[] propensities, List<List<Outcome>> outcomes) {
        int slots = decision.impressions().size();
        if (propensities.length != slots * slots || outcomes.size() != slots) {
            throw new IllegalArgumentException("a slate of " + slots + " slots had " + propensities.length
                    + " propensities and outcomes of " + outcomes.size() + " slots");
        }
        return new ExposedSlate(
                decision,
                propensities.clone(),
                outcomes.stream().map(List::copyOf).toList());
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
        return propensities[slot * slots() + at];
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
                && Arrays.equals(propensities, that.propensities)
                && outcomes.equals(that.outcomes);
    }

    @Override
    public int hashCode() {
        return decision.hashCode();
    }

    @Override
    public String toString() {
        return decision + " " + Arrays.toString(propensities) + " " + outcomes;
    }
}

package io.candor.experiment;

import java.util.Locale;

/**
 * A metric that must not get worse.
 *
 * @param metric which
 * @param direction which way is better
 * @param toleratedLoss relative loss against control that is still accepted, 0 to 1
 */
public record Guardrail(Metric metric, Direction direction, double toleratedLoss) {
    public Guardrail {
        Shares.check("toleratedLoss", toleratedLoss);
    }

    /** Which way a metric is better. */
    public enum Direction {
        UP,
        DOWN;

        private final String wire = name().toLowerCase(Locale.ROOT);

        public String wire() {
            return wire;
        }
    }

    /** What a guardrail says by now. */
    public enum Verdict {
        /** The loss is surely tolerable. */
        PASS,
        /** The loss is surely too high. */
        FAIL,
        UNDECIDED;

        private final String wire = name().toLowerCase(Locale.ROOT);

        public String wire() {
            return wire;
        }
    }

    /**
     * Judges by the confidence sequence of the relative lift: fails when all of it is beyond the tolerated loss, passes when
     * none of it is. With a probability of 1 − α no look at the running experiment gives a wrong verdict.
     */
    public Verdict judge(Interval lift) {
        double worst = direction == Direction.UP ? lift.low() : -lift.high();
        double best = direction == Direction.UP ? lift.high() : -lift.low();
        if (worst > -toleratedLoss) {
            return Verdict.PASS;
        }
        return best < -toleratedLoss ? Verdict.FAIL : Verdict.UNDECIDED;
    }
}

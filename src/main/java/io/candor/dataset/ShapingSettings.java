package io.candor.dataset;

import java.time.Duration;

/**
 * How feedback is prepared before anything is learnt from it; nothing is changed by default.
 *
 * @param centre whether ratings are measured against the user's mean
 * @param jCurve whether the over-representation of the lowest and highest ratings is undone
 * @param decayHalfLife age at which a row counts half; 0 for no decay
 * @param oneOff weight of a row whose item shares no category with anything else of the user, such as a gift, until it is
 *     repeated; above 0 to 1
 */
public record ShapingSettings(boolean centre, boolean jCurve, Duration decayHalfLife, double oneOff) {
    public ShapingSettings {
        if (decayHalfLife.isNegative()) {
            throw new IllegalArgumentException("decay_half_life must not be negative, was " + decayHalfLife);
        }
        if (!(oneOff > 0 && oneOff <= 1)) {
            throw new IllegalArgumentException("one_off must be above 0 to 1, was " + oneOff);
        }
    }

    public static ShapingSettings defaults() {
        return new ShapingSettings(false, false, Duration.ZERO, 1);
    }
}

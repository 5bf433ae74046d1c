package io.candor.debiasing;

import java.util.ArrayList;
import java.util.List;

/**
 * θ of one position with its 95 % interval, which is one of ln θ.
 *
 * @param position 1-based
 * @param theta relative to the first position; NaN where it is not known
 * @param lo NaN where it is not known
 * @param hi NaN where it is not known
 */
public record PositionEstimate(int position, double theta, double lo, double hi) {
    static List<PositionEstimate> list(Jackknife ln) {
        List<PositionEstimate> list = new ArrayList<>();
        for (int k = 0; k < ln.values().length; k++) {
            list.add(new PositionEstimate(k + 1, Math.exp(ln.values()[k]), Math.exp(ln.low(k)), Math.exp(ln.high(k))));
        }
        return List.copyOf(list);
    }
}

package io.candor.debiasing;

import java.util.Arrays;

/** Impressions and clicks by position from 0. Not thread-safe. */
final class ClickCounts {
    private long[] shown = {};
    private long[] clicked = {};

    int positions() {
        return shown.length;
    }

    void add(int at, boolean click) {
        add(at, 1, click ? 1 : 0);
    }

    void add(ClickCounts other) {
        for (int k = 0; k < other.positions(); k++) {
            add(k, other.shown[k], other.clicked[k]);
        }
    }

    private void add(int at, long impressions, long clicks) {
        if (at >= shown.length) {
            shown = Arrays.copyOf(shown, at + 1);
            clicked = Arrays.copyOf(clicked, at + 1);
        }
        shown[at] += impressions;
        clicked[at] += clicks;
    }

    long shown(int at) {
        return at < shown.length ? shown[at] : 0;
    }

    long clicked(int at) {
        return at < clicked.length ? clicked[at] : 0;
    }

    /** Returns ln of the click-through rate relative to the first position; NaN where nothing was clicked. */
    double[] lnRatios() {
        double[] ln = new double[shown.length];
        for (int k = 0; k < ln.length; k++) {
            boolean known = clicked[0] > 0 && clicked[k] > 0;
            ln[k] = known
                    ? Math.log((double) clicked[k] / shown[k]) - Math.log((double) clicked[0] / shown[0])
                    : Double.NaN;
        }
        return ln;
    }
}

package io.candor.simulation;

/** How likely each position is looked at. */
public enum ExaminationCurve {
    /** As measured by eye tracking on result pages; Joachims et al., "Accurately interpreting clickthrough data", SIGIR 2005. */
    EYE_TRACKING {
        @Override
        double at(int position) {
            return EYES[Math.min(position, EYES.length) - 1];
        }
    },
    /** 1/k. */
    RECIPROCAL {
        @Override
        double at(int position) {
            return 1.0 / position;
        }
    };

    private static final double[] EYES = {.68, .61, .48, .34, .28, .20, .11, .10, .08, .06};

    /** Returns P(position is looked at), above 0 to 1; the last known value holds below it. */
    abstract double at(int position);
}

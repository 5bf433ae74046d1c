package io.candor.bench;

import java.util.Map;

/**
 * What was measured of one case.
 *
 * @param answerBytes of a slate, and of the no-op's answer
 * @param most each connection asks again when it was answered
 * @param atRates slates at some share of that many a second, by per cent
 * @param noOpMost the no-op route, as {@code most}
 * @param noOpAtHalf the no-op route at the same rate as slates at 50 %
 * @param ownMegabytes resident memory of the server in the end, without files in the page cache
 */
record HttpCell(
        HttpCase setUp,
        int answerBytes,
        Measured most,
        Map<Integer, Measured> atRates,
        Measured noOpMost,
        Measured noOpAtHalf,
        double ownMegabytes) {
    /** The share of the most that targets speak of, in per cent. */
    static final int HALF = 50;

    Measured half() {
        Measured half = atRates.get(HALF);
        if (half == null) {
            throw new IllegalStateException("not measured at " + HALF + " %");
        }
        return half;
    }

    /** Returns the CPU time of a slate over that of a no-op at the same rate. */
    double cpuRatio() {
        return half().cpu() / noOpAtHalf.cpu();
    }

    double failures() {
        return most.failures()
                + noOpMost.failures()
                + noOpAtHalf.failures()
                + atRates.values().stream().mapToDouble(Measured::failures).sum();
    }
}

package io.candor.retrieval;

import io.candor.retrieval.IndexDescription.Cpu;
import io.candor.retrieval.IndexDescription.Scan;
import java.util.Optional;

/**
 * The index that answers by scanning, and what was measured of it.
 *
 * @param exact index of the rows
 * @param measured of the exact scan
 * @param early the one that stops early and answers instead, empty where it is not worth missing anything
 */
record MeasuredScan(ScanIndex exact, IndexDescription.Exact measured, Optional<Scan> early) {
    /** One that misses some rows has to take at most this share of the time of the exact one, at both depths. */
    private static final double WORTH = 0.8;

    /** Returns the same with an early end, if that is worth it. */
    MeasuredScan orEarly(Optional<Scan> scan) {
        return new MeasuredScan(
                exact,
                measured,
                scan.filter(s -> s.cpu().microsAt10() <= WORTH * measured.cpu().microsAt10()
                        && s.cpu().microsAt100() <= WORTH * measured.cpu().microsAt100()));
    }

    /** Returns the same with what was measured of it beside a graph. */
    MeasuredScan at(Cpu cpu) {
        return early.isEmpty()
                ? new MeasuredScan(exact, new IndexDescription.Exact(cpu), early)
                : new MeasuredScan(
                        exact, measured, early.map(s -> new Scan(s.cosines(), s.recallAt10(), s.recallAt100(), cpu)));
    }

    ScanIndex index() {
        return exact.withCosines(early.map(Scan::cosines).orElse(ScanCosines.EXACT));
    }

    Cpu cpu() {
        return early.map(Scan::cpu).orElse(measured.cpu());
    }
}

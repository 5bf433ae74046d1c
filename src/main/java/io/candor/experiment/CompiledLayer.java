package io.candor.experiment;

import java.util.Arrays;
import java.util.List;

/** One layer in the form that requests read: whose its segments are. Immutable. */
final class CompiledLayer {
    private static final short NOBODY = -1;

    private final List<CompiledExperiment> experiments;
    private final Bucketer bucketer;
    /** Index of the enabled experiment of each segment, or −1. */
    private final short[] owners = new short[SegmentRange.SEGMENTS];

    /** @param allotted all experiments of the layer, at least one, ordered by id */
    CompiledLayer(String name, List<AllottedExperiment> allotted) {
        experiments = allotted.stream().map(CompiledExperiment::new).toList();
        bucketer = Bucketer.ofLayer(allotted.getFirst().document().bucketing().hashing(), name);
        Arrays.fill(owners, NOBODY);
        for (int i = 0; i < experiments.size(); i++) {
            if (experiments.get(i).enabled()) {
                for (SegmentRange range : allotted.get(i).allocation().segments()) {
                    Arrays.fill(owners, range.from(), range.to(), (short) i);
                }
            }
        }
    }

    List<CompiledExperiment> experiments() {
        return experiments;
    }

    /** Returns the index of the enabled experiment that has the unit's segment, or −1. */
    int experimentOf(String id, long unitHash) {
        return owners[bucketer.segment(id, unitHash)];
    }
}

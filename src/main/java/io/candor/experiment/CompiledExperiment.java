package io.candor.experiment;

import io.candor.event.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One experiment in the form that requests read. Immutable. */
final class CompiledExperiment {
    private static final int OUTSIDE = -1;

    private final Experiment document;
    private final Bucketer bucketer;
    private final long startsAt;
    private final long endsAt;
    private final List<Arm> arms = new ArrayList<>();
    /** Begins of the ranges, ascending, the first at 0; {@link #owners} has the arm of each, or {@link #OUTSIDE}. */
    private final int[] starts;

    private final int[] owners;

    CompiledExperiment(AllottedExperiment allotted) {
        document = allotted.document();
        bucketer = Bucketer.ofExperiment(document.bucketing());
        startsAt = document.audience().startsAt().orElse(Long.MIN_VALUE);
        endsAt = document.audience().endsAt().orElse(Long.MAX_VALUE);
        document.variants().forEach(v -> arms.add(new Arm(document.id(), v.id(), v.overrides())));
        arms.add(new Arm(document.id(), Experiment.HOLDOUT, Map.of()));
        List<BucketRange> ranges = allotted.allocation().arms();
        starts = new int[2 * ranges.size() + 1];
        owners = new int[starts.length];
        owners[0] = OUTSIDE;
        for (int i = 0; i < ranges.size(); i++) {
            starts[2 * i + 1] = ranges.get(i).from();
            owners[2 * i + 1] = armNamed(ranges.get(i).arm());
            starts[2 * i + 2] = ranges.get(i).to();
            owners[2 * i + 2] = OUTSIDE;
        }
    }

    String id() {
        return document.id();
    }

    boolean enabled() {
        return document.enabled();
    }

    boolean touches(String placement) {
        return document.touches(placement);
    }

    /** Returns the arms: the variants in order, then the holdout. */
    List<Arm> arms() {
        return arms;
    }

    /** Returns the index of the arm of a name, or −1. */
    int armNamed(String variant) {
        for (int i = 0; i < arms.size(); i++) {
            if (arms.get(i).variant().equals(variant)) {
                return i;
            }
        }
        return OUTSIDE;
    }

    boolean admits(Subject.Kind kind, Map<String, String> attributes, long nowMillis) {
        return startsAt <= nowMillis
                && nowMillis < endsAt
                && document.audience().targeting().admits(kind, attributes);
    }

    int bucket(String id, long unitHash) {
        return bucketer.bucket(id, unitHash);
    }

    /** Returns the index of the arm of a bucket, or −1: that of the last range that begins at or before it. */
    int armOf(int bucket) {
        int low = 0;
        int high = starts.length;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (starts[middle] <= bucket) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return owners[low];
    }
}

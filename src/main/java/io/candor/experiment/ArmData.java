package io.candor.experiment;

import java.util.Map;

/**
 * What was observed of one arm. A unit counts, with all that it did since, for the arm it was in first, whatever arm it saw
 * later: as it was meant to be treated, since who sees two arms comes often and is not like the others. Exposures that were
 * forced are left out.
 *
 * @param variant id, or {@link Experiment#HOLDOUT}
 * @param unitsByEpoch units first exposed in each {@link AllottedExperiment.Epoch}, by its index; absent is 0
 * @param moments by metric
 * @param positions impressions and clicks by position
 */
public record ArmData(
        String variant, Map<Integer, Long> unitsByEpoch, Map<Metric, Moments> moments, PositionCounts positions) {
    public ArmData {
        unitsByEpoch = Map.copyOf(unitsByEpoch);
        moments = Map.copyOf(moments);
    }

    public long units() {
        return unitsByEpoch.values().stream().mapToLong(Long::longValue).sum();
    }
}

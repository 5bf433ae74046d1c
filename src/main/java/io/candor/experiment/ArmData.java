package io.candor.experiment;

import java.util.Map;

/**
 * What was observed of one arm. Units are counted once, in the arm they were in first; units that were seen in several arms,
 * and exposures that were forced, are left out.
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

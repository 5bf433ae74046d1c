package io.candor.experiment;

import java.util.List;

/**
 * What results are computed from.
 *
 * @param experiment as stored
 * @param arms what was observed, of variants that are no more too; arms that are missing have seen nobody
 * @param crossovers units that saw another arm after their first
 * @param examination θ_k, how likely position k is looked at, relative to the first; empty when it is not known: then there is no
 *     debiased CTR; the last one stands for all further positions
 */
public record ResultsInput(
        AllottedExperiment experiment, List<ArmData> arms, long crossovers, List<Double> examination) {
    public ResultsInput {
        arms = List.copyOf(arms);
        examination = List.copyOf(examination);
        if (examination.stream().anyMatch(theta -> !(theta > 0 && theta < Double.POSITIVE_INFINITY))) {
            throw new IllegalArgumentException("examination must be positive, was " + examination);
        }
    }
}

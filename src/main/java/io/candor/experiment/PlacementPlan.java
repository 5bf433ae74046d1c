package io.candor.experiment;

import io.candor.event.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What may happen to requests of one placement: the layers that touch it, and a number for each combination of overrides.
 *
 * <p>Each arm with overrides has a digit of its layer, arms without have the digit 0; the number is Σ digit · place value, so
 * that it says which overrides hold. Immutable.
 */
final class PlacementPlan {
    private static final long[] UNTOUCHED = {};

    private final List<CompiledLayer> layers;
    private final boolean anyEnabled;
    /** By layer, experiment and arm: digit times place value; {@link #UNTOUCHED} for experiments of other placements. */
    private final long[][][] codes;
    /** By layer: the place value. */
    private final long[] places;
    /** By layer and digit: the overrides. */
    private final List<List<Map<String, Object>>> digits = new ArrayList<>();

    /**
     * @param layers those with an experiment that touches the placement
     * @throws ArithmeticException when there are more than 2⁶³ combinations
     */
    PlacementPlan(String placement, List<CompiledLayer> layers) {
        this.layers = List.copyOf(layers);
        this.codes = new long[layers.size()][][];
        this.places = new long[layers.size()];
        long place = 1;
        boolean enabled = false;
        for (int l = 0; l < layers.size(); l++) {
            List<CompiledExperiment> experiments = layers.get(l).experiments();
            List<Map<String, Object>> overrides = new ArrayList<>();
            overrides.add(Map.of());
            codes[l] = new long[experiments.size()][];
            for (int e = 0; e < experiments.size(); e++) {
                boolean touches = experiments.get(e).touches(placement);
                enabled |= touches && experiments.get(e).enabled();
                codes[l][e] = touches ? codes(experiments.get(e), place, overrides) : UNTOUCHED;
            }
            digits.add(overrides);
            places[l] = place;
            place = Math.multiplyExact(place, (long) overrides.size());
        }
        anyEnabled = enabled;
    }

    private static long[] codes(CompiledExperiment experiment, long place, List<Map<String, Object>> overrides) {
        long[] codes = new long[experiment.arms().size()];
        for (int a = 0; a < codes.length; a++) {
            Map<String, Object> tree = experiment.arms().get(a).overrides();
            if (!tree.isEmpty()) {
                codes[a] = overrides.size() * place;
                overrides.add(tree);
            }
        }
        return codes;
    }

    /** Returns the overrides of a combination as one tree; of two that override the same, the later layer's holds. */
    Map<String, Object> overrides(long combination) {
        Map<String, Object> merged = Map.of();
        for (int l = 0; l < places.length; l++) {
            List<Map<String, Object>> ofLayer = digits.get(l);
            int digit = (int) (combination / places[l] % ofLayer.size());
            merged = digit == 0 ? merged : OverrideTree.merge(merged, ofLayer.get(digit));
        }
        return merged;
    }

    Assignment assign(
            Subject subject,
            long unitHash,
            Map<String, String> attributes,
            Map<String, String> forced,
            long nowMillis) {
        boolean drawn = anyEnabled && !subject.isNobody();
        Assignment assignment = Assignment.NONE;
        if (!drawn && forced.isEmpty()) {
            return assignment;
        }
        for (int l = 0; l < layers.size(); l++) {
            int before = assignment.size();
            if (!forced.isEmpty()) {
                assignment = force(l, forced, assignment);
            }
            if (drawn && assignment.size() == before) {
                assignment = draw(l, subject, unitHash, attributes, nowMillis, assignment);
            }
        }
        return assignment;
    }

    private Assignment force(int layer, Map<String, String> forced, Assignment assignment) {
        List<CompiledExperiment> experiments = layers.get(layer).experiments();
        for (int e = 0; e < experiments.size(); e++) {
            String variant = forced.get(experiments.get(e).id());
            int arm = variant == null || codes[layer][e] == UNTOUCHED
                    ? -1
                    : experiments.get(e).armNamed(variant);
            if (arm >= 0) {
                return add(layer, e, arm, -1, true, assignment);
            }
        }
        return assignment;
    }

    private Assignment draw(
            int layer,
            Subject subject,
            long unitHash,
            Map<String, String> attributes,
            long nowMillis,
            Assignment assignment) {
        int e = layers.get(layer).experimentOf(subject.id(), unitHash);
        if (e < 0 || codes[layer][e] == UNTOUCHED) {
            return assignment;
        }
        CompiledExperiment experiment = layers.get(layer).experiments().get(e);
        if (!experiment.admits(subject.kind(), attributes, nowMillis)) {
            return assignment;
        }
        int bucket = experiment.bucket(subject.id(), unitHash);
        int arm = experiment.armOf(bucket);
        return arm < 0 ? assignment : add(layer, e, arm, bucket, false, assignment);
    }

    private Assignment add(int layer, int e, int arm, int bucket, boolean forced, Assignment assignment) {
        Assignment grown = assignment == Assignment.NONE ? new Assignment(layers.size()) : assignment;
        grown.add(layers.get(layer).experiments().get(e).arms().get(arm), bucket, forced, codes[layer][e][arm]);
        return grown;
    }
}

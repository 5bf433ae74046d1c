package io.candor.experiment;

import java.util.List;

/**
 * An experiment as it was written down. {@link ExperimentCodec} has the wire form and its bounds; what a reader would
 * refuse with a violation is a caller's bug here.
 *
 * @param id names it in requests, answers and logs: {@link Names}
 * @param enabled whether units are assigned
 * @param bucketing how units are divided
 * @param audience where, for whom and when
 * @param variants the arms, 1 to {@link ExperimentCodec#MAX_VARIANTS}, ids distinct, weights with a positive sum
 * @param control id of the variant that the others are compared with
 * @param measurement what is reported, and what must not get worse
 * @param hypothesis what is expected, for people
 * @param description for people
 */
public record Experiment(
        String id,
        boolean enabled,
        Bucketing bucketing,
        Audience audience,
        List<Variant> variants,
        String control,
        Measurement measurement,
        String hypothesis,
        String description) {
    /** Name of the arm that stays on the defaults; no variant may have it. */
    public static final String HOLDOUT = "holdout";

    public Experiment {
        variants = List.copyOf(variants);
        if (variants.isEmpty() || variants.stream().map(Variant::id).distinct().count() < variants.size()) {
            throw new IllegalArgumentException("variants must be some with distinct ids, were " + variants);
        }
        if (!(variants.stream().mapToDouble(Variant::weight).sum() > 0)) {
            throw new IllegalArgumentException("variants must have weights with a positive sum, were " + variants);
        }
        String named = control;
        if (variants.stream().noneMatch(variant -> variant.id().equals(named))) {
            throw new IllegalArgumentException("control must be a variant, was " + control);
        }
    }

    /** Returns the same experiment, on or off. */
    public Experiment withEnabled(boolean on) {
        return new Experiment(id, on, bucketing, audience, variants, control, measurement, hypothesis, description);
    }

    /** Returns whether it may assign units of a placement. */
    public boolean touches(String placement) {
        return audience.placements().isEmpty() || audience.placements().contains(placement);
    }
}

package io.candor.experiment;

import java.util.List;
import java.util.OptionalLong;

/**
 * Where, for whom and when an experiment runs.
 *
 * @param placements names; empty for all
 * @param targeting which requests
 * @param startsAt epoch milliseconds before which nobody is assigned
 * @param endsAt epoch milliseconds from which on nobody is assigned
 */
public record Audience(List<String> placements, Targeting targeting, OptionalLong startsAt, OptionalLong endsAt) {
    /** Everywhere, everybody, always. */
    public static final Audience ALL =
            new Audience(List.of(), Targeting.EVERYBODY, OptionalLong.empty(), OptionalLong.empty());

    public Audience {
        placements = List.copyOf(placements);
    }
}

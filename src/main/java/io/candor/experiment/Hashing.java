package io.candor.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How units are hashed: Candor's own way, or as SDKs do that bucket in front-ends. */
public enum Hashing {
    /** 64 bits; new weights move the fewest units. */
    CANDOR,
    /** GrowthBook: fnv1a32 version 2 for arms, version 1 for the namespace; weights are laid out anew as its SDKs do. */
    GROWTHBOOK,
    /** PlanOut: SHA-1; weights are laid out anew as its weighted choice does. */
    PLANOUT;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** Returns the name as it stands in documents. */
    public String wire() {
        return wire;
    }

    static Optional<Hashing> named(String wire) {
        return Arrays.stream(values()).filter(h -> h.wire.equals(wire)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Hashing::wire).toList();
    }
}

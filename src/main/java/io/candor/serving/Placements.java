package io.candor.serving;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The configured placements by name. Immutable and thread-safe. */
public final class Placements {
    private final Map<String, PlacementConfig> byName;

    /** Takes the configured ones; {@link RecommendationRequest#SIMILAR} is there also when they do not name it. */
    public Placements(Map<String, PlacementConfig> configured) {
        byName = new TreeMap<>(configured);
        byName.putIfAbsent(RecommendationRequest.SIMILAR, PlacementConfig.similar());
    }

    /**
     * Returns the placement of a name.
     *
     * @throws CandorException PLACEMENT_NOT_FOUND; the message lists the names there are
     */
    PlacementConfig named(String name) {
        PlacementConfig placement = byName.get(name);
        if (placement == null) {
            throw unknown(name);
        }
        return placement;
    }

    CandorException unknown(String name) {
        return new CandorException(
                ErrorCode.PLACEMENT_NOT_FOUND,
                "there is no placement '" + name + "'; configured are " + String.join(", ", byName.keySet()));
    }

    /** Returns the names. */
    public Set<String> names() {
        return byName.keySet();
    }
}

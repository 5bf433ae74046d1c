package io.candor.app;

import io.candor.event.TokenConfig;
import io.candor.http.HttpConfig;
import io.candor.retrieval.RetrievalConfig;
import io.candor.serving.PlacementConfig;
import io.candor.serving.ServingConfig;
import io.candor.storage.DatabaseConfig;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The whole configuration: one component a section of {@code conf/candor.yaml}, each documented at its record.
 *
 * @param http where the servers listen and what they let in
 * @param database the PostgreSQL that keeps items and the model registry
 * @param retrieval how the items nearest to a user are found
 * @param tokens slate tokens
 * @param serving bounds of the pipeline
 * @param placements the placements by name, 1 to 64 of {@code [a-z0-9_-]}; at least one
 */
public record CandorConfig(
        HttpConfig http,
        DatabaseConfig database,
        RetrievalConfig retrieval,
        TokenConfig tokens,
        ServingConfig serving,
        Map<String, PlacementConfig> placements) {
    private static final String NAME = "[a-z0-9_-]{1,64}";

    public CandorConfig {
        placements = Collections.unmodifiableMap(new TreeMap<>(placements));
        if (placements.isEmpty()) {
            throw new IllegalArgumentException("placements must name at least one placement");
        }
        for (String name : placements.keySet()) {
            if (!name.matches(NAME)) {
                throw new IllegalArgumentException(
                        "placements must have names of " + NAME + ", one was '" + name + "'");
            }
        }
    }

    public static CandorConfig defaults() {
        return new CandorConfig(
                HttpConfig.defaults(),
                DatabaseConfig.defaults(),
                RetrievalConfig.defaults(),
                TokenConfig.defaults(),
                ServingConfig.defaults(),
                PlacementConfig.defaultPlacements());
    }
}

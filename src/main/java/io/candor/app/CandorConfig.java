package io.candor.app;

import io.candor.catalog.CatalogConfig;
import io.candor.event.TokenConfig;
import io.candor.eventlog.EventLogConfig;
import io.candor.experiment.ResultsConfig;
import io.candor.http.HttpConfig;
import io.candor.profile.ProfileConfig;
import io.candor.retrieval.RetrievalConfig;
import io.candor.serving.EventsConfig;
import io.candor.serving.PlacementConfig;
import io.candor.serving.ServingConfig;
import io.candor.storage.DatabaseConfig;
import io.candor.storage.FeedbackConfig;
import io.candor.verticle.ModelsConfig;
import io.candor.verticle.ProjectorConfig;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The whole configuration: one component a section of {@code conf/candor.yaml}, each documented at its record.
 *
 * @param http where the servers listen and what they let in
 * @param database which PostgreSQL
 * @param feedback how much of what people did is read and kept
 * @param models how bundles come to serve
 * @param retrieval how candidates are found
 * @param catalog how items are kept in memory
 * @param serving bounds of the pipeline
 * @param tokens slate tokens
 * @param events which events are taken, and which count as repetitions
 * @param eventlog where that becomes durable
 * @param projector how it comes into the database
 * @param profiles what it says of people
 * @param experiments how results of experiments are judged
 * @param tracing whether requests are told to a collector
 * @param placements the placements by name, 1 to 64 of {@code [a-z0-9_-]}; at least one
 */
public record CandorConfig(
        HttpConfig http,
        DatabaseConfig database,
        FeedbackConfig feedback,
        ModelsConfig models,
        RetrievalConfig retrieval,
        CatalogConfig catalog,
        ServingConfig serving,
        TokenConfig tokens,
        EventsConfig events,
        EventLogConfig eventlog,
        ProjectorConfig projector,
        ProfileConfig profiles,
        ResultsConfig experiments,
        TracingConfig tracing,
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
                FeedbackConfig.defaults(),
                ModelsConfig.defaults(),
                RetrievalConfig.defaults(),
                CatalogConfig.defaults(),
                ServingConfig.defaults(),
                TokenConfig.defaults(),
                EventsConfig.defaults(),
                EventLogConfig.defaults(),
                ProjectorConfig.defaults(),
                ProfileConfig.defaults(),
                ResultsConfig.defaults(),
                TracingConfig.defaults(),
                PlacementConfig.defaultPlacements());
    }

    public CandorConfig withHttp(HttpConfig other) {
        return new CandorConfig(
                other,
                database,
                feedback,
                models,
                retrieval,
                catalog,
                serving,
                tokens,
                events,
                eventlog,
                projector,
                profiles,
                experiments,
                tracing,
                placements);
    }
}

package io.candor.serving;

import io.candor.exploration.ExplorationConfig;
import io.candor.ranking.ItemWeights;
import io.candor.ranking.RankingConfig;
import io.candor.retrieval.Source;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A placement: a named widget, and how its slates are made.
 *
 * @param limit items when a request does not say, 1 to {@value RecommendationRequest#MAX_LIMIT}
 * @param sources which sources bring its candidates, and how many of them; a source that has nothing to say to a request
 *     (personalised without a user vector, similar without an item) leaves its share to the others; without {@code
 *     personalised} the model's expectation of the user (vectors and biases) is left out of the score
 * @param context what it does with the item being looked at
 * @param ranking how its items are scored and ordered
 * @param exploration what of its slates is left to chance
 * @param challenger how team drafts score and order the opposing list
 * @param model version of the model its slates are made with; empty for the active one. While it is not loaded, the active one
 *     takes its place and the slate says so
 * @param deadline how long a slate may take before quality is given up for time, 1 ms to 1 min
 */
public record PlacementConfig(
        int limit,
        List<SourceShare> sources,
        ContextRule context,
        RankingConfig ranking,
        ExplorationConfig exploration,
        RankingConfig challenger,
        Optional<String> model,
        Duration deadline) {
    private static final Duration DEADLINE = Duration.ofMillis(100);

    public PlacementConfig {
        sources = List.copyOf(sources);
        Bounds.check("limit", limit, 1, RecommendationRequest.MAX_LIMIT);
        Bounds.check("deadline", deadline);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("sources must name at least one source");
        }
        if (sources.stream().map(SourceShare::source).distinct().count() < sources.size()) {
            throw new IllegalArgumentException("sources must name each source once, was " + sources);
        }
    }

    public static PlacementConfig defaults() {
        return new PlacementConfig(
                10,
                List.of(
                        new SourceShare(Source.PERSONALISED, 0.6),
                        new SourceShare(Source.SIMILAR, 0.2),
                        new SourceShare(Source.POPULAR, 0.1),
                        new SourceShare(Source.TRENDING, 0.05),
                        new SourceShare(Source.FRESH, 0.05),
                        new SourceShare(Source.REPLENISH, 0.05)),
                ContextRule.OPTIONAL,
                RankingConfig.defaults(),
                ExplorationConfig.defaults(),
                RankingConfig.defaults(),
                Optional.empty(),
                DEADLINE);
    }

    /** Returns whether its slates are made for the user who asks. */
    boolean personal() {
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i).source() == Source.PERSONALISED) {
                return true;
            }
        }
        return false;
    }

    /** Returns by what it draws and ranks, as it is logged: {@link ExplorationConfig#of} and {@link ItemWeights#logged} read it. */
    Map<String, Double> parameters() {
        Map<String, Double> all = new HashMap<>(exploration.parameters());
        all.putAll(ranking.itemWeights().parameters());
        return Map.copyOf(all);
    }

    /** Returns the placements of a configuration that names none. */
    public static Map<String, PlacementConfig> defaultPlacements() {
        Map<String, PlacementConfig> placements = new TreeMap<>();
        placements.put("home", defaults());
        placements.put(RecommendationRequest.SIMILAR, similar());
        placements.put("popular", only(Source.POPULAR, ContextRule.IGNORED));
        placements.put("trending", only(Source.TRENDING, ContextRule.IGNORED));
        placements.put("new", only(Source.FRESH, ContextRule.IGNORED));
        return placements;
    }

    /** Returns what is like the item being looked at. */
    static PlacementConfig similar() {
        return only(Source.SIMILAR, ContextRule.REQUIRED);
    }

    private static PlacementConfig only(Source source, ContextRule context) {
        return new PlacementConfig(
                10,
                List.of(new SourceShare(source, 1)),
                context,
                RankingConfig.defaults(),
                ExplorationConfig.defaults(),
                RankingConfig.defaults(),
                Optional.empty(),
                DEADLINE);
    }
}

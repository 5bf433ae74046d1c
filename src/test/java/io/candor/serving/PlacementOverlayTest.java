package io.candor.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.candor.config.RecordOverlay;
import io.candor.error.Violation;
import io.candor.ranking.RankingConfig;
import io.candor.retrieval.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The overrides of experiments bind over placements. */
class PlacementOverlayTest {
    private static final PlacementConfig SIMILAR =
            PlacementConfig.defaultPlacements().get("similar");

    @Test
    void over_placement_replacesWhatIsNamed() {
        PlacementConfig bound = RecordOverlay.over(
                        SIMILAR,
                        Map.of(
                                "limit",
                                5L,
                                "sources",
                                List.of(Map.of("source", "popular", "share", 0.5)),
                                "ranking",
                                Map.of("recency_half_life", "7d", "diversity", Map.of("lambda", 0.25))),
                        new ArrayList<>())
                .orElseThrow();
        assertEquals(5, bound.limit());
        assertEquals(List.of(new SourceShare(Source.POPULAR, 0.5)), bound.sources());
        assertEquals(ContextRule.REQUIRED, bound.context());
        assertEquals(Duration.ofDays(7), bound.ranking().recencyHalfLife());
        assertEquals(0.25, bound.ranking().diversity().lambda());
        assertEquals(RankingConfig.defaults().seasonBoost(), bound.ranking().seasonBoost());
    }

    @Test
    void over_wrongOverrides_violationsWithPaths() {
        List<Violation> violations = new ArrayList<>();
        Optional<PlacementConfig> bound = RecordOverlay.over(
                SIMILAR,
                Map.of("limit", 0L, "ranking", Map.of("diversty", Map.of(), "popularity_exponent", 3.0)),
                violations);
        assertEquals(Optional.empty(), bound);
        assertEquals(
                List.of("limit", "ranking.diversty", "ranking.popularity_exponent"),
                violations.stream().map(Violation::field).sorted().toList());
    }
}

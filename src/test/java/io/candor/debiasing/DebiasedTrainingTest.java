package io.candor.debiasing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.debiasing.DebiasedTrainingBench.Way;
import io.candor.event.Action;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is learnt from a world in which nearly every pair is shown, and clicked, again and again. */
final class DebiasedTrainingTest {
    private static final int REQUESTS = 30_000;

    @Test
    void weightings_pairsClickedAgainAndAgain_learnWhatIsRelevant() {
        ClickWorld world = new ClickWorld(1);
        Map<Way, ExposureTally> tallies = new LinkedHashMap<>();
        Way clicks = Way.squares(WeightingSettings.of(Weighting.NONE));
        Way triplets = Way.triplets("uniform", WeightingSettings.of(Weighting.NONE));
        Way relmf = Way.squares(WeightingSettings.of(Weighting.RELMF));
        Way ubpr = Way.triplets("uniform", WeightingSettings.of(Weighting.UBPR));
        Way examined = Way.triplets("examined", WeightingSettings.of(Weighting.COEC));
        for (Way way : List.of(clicks, triplets, relmf, ubpr, examined)) {
            tallies.put(way, new ExposureTally(way.settings(), PositionBias.NONE, Set.of(Action.Type.CLICK)));
        }
        world.run(REQUESTS, 7, tallies.values());
        Map<Way, Double> quality = new LinkedHashMap<>();
        tallies.forEach((way, tally) ->
                quality.put(way, DebiasedTrainingBench.quality(world, way, tally, way.ofSquares() ? "0.3" : "0.003")));
        assertBetter(quality, relmf, clicks);
        assertBetter(quality, ubpr, triplets);
        assertBetter(quality, examined, triplets);
    }

    private static void assertBetter(Map<Way, Double> quality, Way one, Way other) {
        assertTrue(quality.getOrDefault(one, 0.0) > quality.getOrDefault(other, 1.0) + 0.05, quality::toString);
    }
}

package io.candor.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.event.Candidates;
import io.candor.event.Decision;
import io.candor.event.SlateRecord;
import io.candor.event.Subject;
import io.candor.exploration.ExplorationConfig;
import io.candor.exploration.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PolicyReplayTest {
    /** In the order of a diversified list, which is not that of the scores. */
    private static final float[] SCORES = {1, 0.2f, 0.8f, 0.6f};

    @Test
    void replay_fewerCandidatesOfADiversifiedList_haveTheLogitsOfTheirOwnScores() {
        ExplorationConfig logged = config(Policy.PLACKETT_LUCE, 1, 100);
        ReplayedSlate slate = new PolicyReplay(any -> config(Policy.PLACKETT_LUCE, 1, 2))
                .replay(decision(logged, 1, 0.8f, 0.6f, 0.2f))
                .orElseThrow();

        double first = Math.exp(1) / (Math.exp(1) + Math.exp(0.2));
        assertEquals(first, slate.target(0, 0), 1e-7);
        assertEquals(1 - first, slate.target(1, 0), 1e-7);
        assertEquals(0, slate.target(2, 0));
    }

    @Test
    void replay_raceThatServingWouldNotRun_tellsNothing() {
        ExplorationConfig logged = config(Policy.THOMPSON, 1, 100);
        Decision decision = decision(logged, 1, 1, 1, 1);

        assertTrue(new PolicyReplay(any -> any).replay(decision).isPresent());
        ExplorationConfig narrow = new ExplorationConfig(Policy.THOMPSON, 1, 0, 0.1, 1e-6, 100, 0);
        assertTrue(new PolicyReplay(any -> narrow).replay(decision).isEmpty());
    }

    @Test
    void replay_otherScores_isWhatALogInThatOrderWouldSay() {
        ExplorationConfig config = config(Policy.PLACKETT_LUCE, 0.5, 100);
        float[] scores = {0.1f, 0.9f, 0.5f, 0.7f};
        ReplayedSlate slate = new PolicyReplay(any -> config, (decision, out) -> {
                    System.arraycopy(scores, 0, out, 0, scores.length);
                    return true;
                })
                .replay(decision(config, 2, 1.6f, 1.2f, 0.4f))
                .orElseThrow();
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score / 0.5);
        }
        for (int c = 0; c < scores.length; c++) {
            assertEquals(Math.exp(scores[c] / 0.5) / sum, slate.target(c, 0), 1e-7);
            assertEquals(slate.target(c, 0), slate.conditional(c, 0), 1e-7);
        }
        double rest = sum - Math.exp(scores[0] / 0.5);
        assertEquals(Math.exp(scores[1] / 0.5) / rest, slate.conditional(1, 1), 1e-7);
        double logged = Math.exp(2) / (Math.exp(2) + Math.exp(1.6) + Math.exp(1.2) + Math.exp(0.4));
        assertEquals(Math.exp(scores[0] / 0.5) / sum / logged, slate.prefixRatio(0), 1e-6);
    }

    @Test
    void replay_otherScoresUnderGreedy_putsTheBestFirst() {
        ExplorationConfig logged = config(Policy.UNIFORM, 1, 100);
        ReplayedSlate slate = new PolicyReplay(any -> config(Policy.GREEDY, 1, 100), (decision, out) -> {
                    out[3] = 2;
                    return true;
                })
                .replay(decision(logged, 0, 0, 0, 0))
                .orElseThrow();
        assertEquals(1, slate.target(3, 0));
        assertEquals(1, slate.target(0, 1));
        assertEquals(0, slate.target(1, 1));
        assertEquals(0, slate.prefixRatio(0));
    }

    @Test
    void replay_sameScores_keepsADiversifiedOrder() {
        ExplorationConfig logged = new ExplorationConfig(Policy.GREEDY, 1, 0.5, 0.1, 1, 100, 0);
        ReplayedSlate slate = new PolicyReplay(any -> any, (decision, out) -> true)
                .replay(decision(logged, 0, 0, 0, 0))
                .orElseThrow();
        assertEquals(0.5 + 0.5 / 4, slate.target(1, 1), 1e-12);
        assertEquals(1, slate.prefixRatio(1), 1e-12);
    }

    @Test
    void replay_somebodyUnknownToTheRanking_isLeftOut() {
        ExplorationConfig logged = config(Policy.PLACKETT_LUCE, 1, 100);
        PolicyReplay replay = new PolicyReplay(any -> any, (decision, out) -> false);
        assertTrue(replay.replay(decision(logged, 1, 0.8f, 0.6f, 0.2f)).isEmpty());
    }

    private static ExplorationConfig config(Policy policy, double temperature, int candidates) {
        return new ExplorationConfig(policy, temperature, 0, 0.1, 1, candidates, 0);
    }

    /** A slate of the first two of four candidates. */
    private static Decision decision(ExplorationConfig logged, float... logits) {
        List<Decision.Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < SCORES.length; i++) {
            candidates.add(new Decision.Candidate("i" + i, SCORES[i], logits[i]));
        }
        SlateRecord slate = new SlateRecord(
                new UUID(1, 2),
                0,
                Subject.user("u"),
                "home",
                "m",
                logged.policy().wire(),
                Map.of(),
                1,
                List.of(new SlateRecord.ShownItem("i0", 0.5), new SlateRecord.ShownItem("i1", 0.5)));
        return new Decision(
                slate,
                2,
                Optional.empty(),
                new Decision.Draw(1, 0, 0, "exact", Math.log(0.25), logged.parameters(), ""),
                List.of(Decision.Impression.certain(1, 1, 1), Decision.Impression.certain(2, 0.2, 1)),
                Candidates.of(candidates),
                SCORES.length,
                Map.of(),
                Decision.Exposure.NONE);
    }
}

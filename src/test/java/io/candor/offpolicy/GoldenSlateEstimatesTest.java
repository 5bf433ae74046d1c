package io.candor.offpolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slate estimators against numbers that another program found by enumeration. */
final class GoldenSlateEstimatesTest {
    private static final double TOLERANCE = 1e-9;

    private final JsonNode golden = read();
    private final double[] theta = numbers(golden.at("/setup/theta"));
    private final double[] gamma = numbers(golden.at("/setup/gamma"));
    private final SlateWorld logged = SlateWorld.plackettLuce(numbers(golden.at("/setup/behavior_logits")));
    private final SlateWorld target = SlateWorld.plackettLuce(numbers(golden.at("/setup/target_logits")));

    @ParameterizedTest
    @CsvSource({
        "behavior_PL,A_item_position_additive",
        "behavior_PL,B_cascade",
        "behavior_PL,C_full_interaction",
        "behavior_uniform,A_item_position_additive",
        "behavior_uniform,B_cascade",
        "behavior_uniform,C_full_interaction",
        "behavior_mixture_eps0.2_slate_level,A_item_position_additive",
        "behavior_mixture_eps0.2_slate_level,B_cascade",
        "behavior_mixture_eps0.2_slate_level,C_full_interaction"
    })
    void contributions_allSlates_haveTheExactExpectationAndVariance(String behaviour, String rewards) {
        SlateWorld policy = behaviour(behaviour);
        JsonNode expected = golden.path(behaviour).path(rewards);
        Outcomes.Builder builder = new Outcomes.Builder();
        double truth = 0;
        for (int s = 0; s < SlateWorld.SLATES.size(); s++) {
            int[] slate = SlateWorld.SLATES.get(s);
            double[] earned = rewards(rewards, slate);
            builder.request(s, policy.rows(target, slate, earned));
            truth += target.joint(s) * (earned[0] + earned[1] + earned[2]);
        }
        assertEquals(expected.path("true_value_target").asDouble(), truth, TOLERANCE);
        Map<String, RatioSum> estimators = estimators(builder.build(), policy);
        for (Map.Entry<String, RatioSum> estimator : estimators.entrySet()) {
            double[] contributions = estimator.getValue().contributions();
            double expectation = 0;
            double squares = 0;
            for (int s = 0; s < contributions.length; s++) {
                expectation += policy.joint(s) * contributions[s];
                squares += policy.joint(s) * contributions[s] * contributions[s];
            }
            JsonNode exact = expected.path(estimator.getKey());
            assertEquals(exact.path("expectation").asDouble(), expectation, TOLERANCE, estimator.getKey());
            assertEquals(exact.path("bias").asDouble(), expectation - truth, TOLERANCE, estimator.getKey());
            assertEquals(
                    exact.path("per_round_variance").asDouble(),
                    squares - expectation * expectation,
                    TOLERANCE,
                    estimator.getKey());
        }
    }

    private Map<String, RatioSum> estimators(Outcomes outcomes, SlateWorld policy) {
        SlateEstimators slates = new SlateEstimators(outcomes);
        PseudoInverse inverse = PseudoInverse.of(policy.gamma(), target.marginals(), SlateWorld.SLOTS);
        Map<String, RatioSum> estimators = new LinkedHashMap<>();
        estimators.put("sips", slates.sips());
        estimators.put("iips", new ItemEstimators(outcomes, ItemRewards.none(outcomes)).ips());
        estimators.put("rips", slates.rips());
        estimators.put("pi", slates.pseudoInverse(row -> inverse.weight(slate(outcomes, row))));
        estimators.put("cascade_dr", slates.cascadeDr(predicted(outcomes)));
        return estimators;
    }

    /** Predicted rewards of an item at a slot to the end: 0.5·0.8·γ·(1 + 0.5·slots below). */
    private SlateEstimators.RewardsToGo predicted(Outcomes outcomes) {
        return new SlateEstimators.RewardsToGo() {
            @Override
            public double logged(int row) {
                return q(outcomes.slot(row), outcomes.row(row).item());
            }

            @Override
            public double expected(int row) {
                int slot = outcomes.slot(row);
                int[] slate = slate(outcomes, row);
                double above = slot == 0 ? 1 : target.prefix(slate, slot - 1);
                double sum = 0;
                for (int item = 0; item < SlateWorld.ITEMS; item++) {
                    slate[slot] = item;
                    sum += target.prefix(slate, slot) / above * q(slot, item);
                }
                return sum;
            }

            private double q(int slot, int item) {
                return 0.4 * gamma[item] * (1 + 0.5 * (SlateWorld.SLOTS - 1 - slot));
            }
        };
    }

    @Test
    void estimates_fixedLog_agree() {
        Outcomes.Builder builder = new Outcomes.Builder();
        JsonNode rows = golden.at("/fixed_log/rows");
        for (int i = 0; i < rows.size(); i++) {
            double[] slate = numbers(rows.path(i).path("slate"));
            builder.request(
                    i,
                    logged.rows(
                            target,
                            new int[] {(int) slate[0], (int) slate[1], (int) slate[2]},
                            numbers(rows.path(i).path("reward"))));
        }
        Outcomes outcomes = builder.build();
        for (int row = 0; row < outcomes.size(); row++) {
            JsonNode numbers = rows.path(outcomes.request(row));
            int slot = outcomes.slot(row);
            double marginal = numbers.path("marg_e").path(slot).asDouble()
                    / numbers.path("marg_b").path(slot).asDouble();
            assertEquals(marginal, outcomes.row(row).weight(), TOLERANCE);
        }
        SlateEstimators slates = new SlateEstimators(outcomes);
        ItemEstimators items = new ItemEstimators(outcomes, ItemRewards.none(outcomes));
        PseudoInverse inverse = PseudoInverse.of(logged.gamma(), target.marginals(), SlateWorld.SLOTS);
        Map<String, RatioSum> found = new LinkedHashMap<>();
        found.put("on_policy", items.onPolicy());
        found.put("sips", slates.sips());
        found.put("snsips", slates.snsips());
        found.put("iips", items.ips());
        found.put("sniips", items.snips());
        found.put("rips", slates.rips());
        found.put("snrips", slates.snrips());
        found.put("pi", slates.pseudoInverse(row -> inverse.weight(slate(outcomes, row))));
        found.put("snpi", slates.selfNormalisedPseudoInverse(row -> inverse.weight(slate(outcomes, row))));
        JsonNode expected = golden.at("/fixed_log/estimates");
        found.forEach((name, sum) -> assertEquals(expected.path(name).asDouble(), sum.value(), TOLERANCE, name));
    }

    @Test
    void pseudoInverse_examples_agree() {
        for (JsonNode example : golden.path("pi_weights_examples")) {
            double[] numbers = numbers(example.path("slate"));
            int[] slate = {(int) numbers[0], (int) numbers[1], (int) numbers[2]};
            for (String name : List.of("PL", "uniform", "mixture")) {
                double[] pairs = behaviour(name).gamma();
                PseudoInverse inverse = PseudoInverse.of(pairs, target.marginals(), SlateWorld.SLOTS);
                assertEquals(example.path(name).asDouble(), inverse.weight(slate), TOLERANCE, name);
            }
            double atSlots = 0;
            double anywhere = 0;
            for (int k = 0; k < SlateWorld.SLOTS; k++) {
                atSlots += target.marginal(slate[k], k);
                for (int slot = 0; slot < SlateWorld.SLOTS; slot++) {
                    anywhere += target.marginal(slate[k], slot);
                }
            }
            assertEquals(
                    example.path("uniform").asDouble(),
                    PseudoInverse.uniformWeight(SlateWorld.ITEMS, SlateWorld.SLOTS, atSlots, anywhere),
                    TOLERANCE);
        }
    }

    private SlateWorld behaviour(String name) {
        return switch (name) {
            case "behavior_uniform", "uniform" -> SlateWorld.uniform();
            case "behavior_PL", "PL" -> logged;
            default -> logged.mixed(SlateWorld.uniform(), 0.2);
        };
    }

    private static int[] slate(Outcomes outcomes, int row) {
        int first = row - outcomes.slot(row);
        int[] slate = new int[SlateWorld.SLOTS];
        for (int k = 0; k < slate.length; k++) {
            slate[k] = outcomes.row(first + k).item();
        }
        return slate;
    }

    private double[] rewards(String model, int[] slate) {
        double[] rewards = new double[SlateWorld.SLOTS];
        double surviving = 1;
        for (int k = 0; k < rewards.length; k++) {
            double own = gamma[slate[k]];
            double best = Math.max(gamma[slate[(k + 1) % 3]], gamma[slate[(k + 2) % 3]]);
            boolean afterOdd = k > 0 && slate[k - 1] % 2 == 1;
            rewards[k] = switch (model.charAt(0)) {
                case 'A' -> theta[k] * own;
                case 'B' -> surviving * own * (afterOdd ? 1.3 : 1) * 0.8;
                default -> theta[k] * own * (1 - 0.4 * best);
            };
            surviving *= 1 - 0.5 * own;
        }
        return rewards;
    }

    private static double[] numbers(JsonNode list) {
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.path(i).asDouble();
        }
        return numbers;
    }

    private static JsonNode read() {
        try (InputStream in =
                Objects.requireNonNull(GoldenSlateEstimatesTest.class.getResourceAsStream("/offpolicy/slates.json"))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

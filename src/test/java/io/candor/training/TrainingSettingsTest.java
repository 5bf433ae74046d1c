package io.candor.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.dataset.ShapingSettings;
import io.candor.dataset.Split;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.FactorMatrix;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TrainingSettingsTest {
    @Test
    void of_everyName_replacesThatValue() {
        TrainingSettings settings = TrainingSettings.of(
                "ials",
                Map.ofEntries(
                        Map.entry("dims", "8"),
                        Map.entry("epochs", "3"),
                        Map.entry("lambda", "0.5"),
                        Map.entry("nu", "0.25"),
                        Map.entry("alpha0", "2"),
                        Map.entry("confidence", "log"),
                        Map.entry("alpha", "7"),
                        Map.entry("sigma", "0.01"),
                        Map.entry("seed", "-9"),
                        Map.entry("recency", "6"),
                        Map.entry("recency_floor", "0.2"),
                        Map.entry("min_value", "3.5"),
                        Map.entry("holdout_min", "3"),
                        Map.entry("holdout_share", "0.1"),
                        Map.entry("folds", "5"),
                        Map.entry("fold", "2"),
                        Map.entry("trend_half_life", "7d"),
                        Map.entry("centre", "true"),
                        Map.entry("j_curve", "true"),
                        Map.entry("decay_half_life", "90d"),
                        Map.entry("one_off", "0.3"),
                        Map.entry("patience", "4"),
                        Map.entry("validate_every", "6"),
                        Map.entry("validate_by", "auc")));

        assertEquals(
                new TrainingSettings(
                        new IalsTrainer(
                                new IalsParameters(8, 3, 0.5, 0.25, 2, Confidence.LOG, 7, 0.01, -9),
                                new Recency(6, 0.2)),
                        new DataSettings(
                                3.5f,
                                3,
                                0.1,
                                5,
                                2,
                                Duration.ofDays(7),
                                -9,
                                new ShapingSettings(true, true, Duration.ofDays(90), 0.3)),
                        new StoppingSettings(4, 6, StoppingSettings.Criterion.AUC)),
                settings);
    }

    @Test
    void of_everyAlgorithm_readsWhatItWrites() {
        for (String algorithm : Trainers.NAMES) {
            TrainingSettings defaults = TrainingSettings.of(algorithm, Map.of());
            Map<String, String> values = new HashMap<>();
            defaults.trainer()
                    .hyperparameters()
                    .propertyStream()
                    .forEach(
                            field -> values.put(field.getKey(), field.getValue().asText()));
            assertEquals(algorithm, defaults.trainer().algorithm());
            assertEquals(defaults, TrainingSettings.of(algorithm, values));
            if (values.containsKey("dims")) {
                values.put("dims", "7");
                assertEquals(
                        7,
                        TrainingSettings.of(algorithm, values)
                                .trainer()
                                .hyperparameters()
                                .path("dims")
                                .asInt());
            }
        }
        CandorException refusal = assertThrows(CandorException.class, () -> TrainingSettings.of("als", Map.of()));
        assertTrue(refusal.describe().contains("'als'"), refusal.describe());
    }

    @Test
    void of_enumsAndNestedRecords_areReadByTheirNames() {
        TrainingSettings settings =
                TrainingSettings.of("hybrid", Map.of("sampler", "in_batch", "rating_weight", "0.5", "batch", "9"));
        JsonNode told = settings.trainer().hyperparameters();
        assertEquals("in_batch", told.path("sampler").asText());
        assertEquals(0.5, told.path("rating_weight").asDouble());
        assertEquals(9, told.path("batch").asInt());
        assertEquals(
                "als",
                TrainingSettings.of("mf", Map.of("solver", "als"))
                        .trainer()
                        .hyperparameters()
                        .path("solver")
                        .asText());
    }

    @Test
    void of_unknownName_namesTheNearest() {
        String said = refusal(Map.of("lamda", "1", "epoch", "3")).describe();
        assertTrue(said.contains("lamda: is not a setting, did you mean lambda?"), said);
        assertTrue(said.contains("epoch: is not a setting, did you mean epochs?"), said);
        assertTrue(refusal(Map.of("learning_rate_of_it", "1")).describe().contains("there are: alpha, alpha0,"));
    }

    @Test
    void of_unreadableValue_namesItAndTheValue() {
        Map<String, String> wrong = Map.of("dims", "many", "confidence", "linea", "trend_half_life", "soon");
        CandorException refusal = refusal(wrong);
        assertEquals(3, refusal.violations().size(), refusal.describe());
        assertTrue(refusal.describe().contains("dims: cannot be 'many'"), refusal.describe());
    }

    @Test
    void of_valueOutOfBounds_namesValueAndBound() {
        for (String[] wrong : new String[][] {
            {"dims", "0"},
            {"dims", "1025"},
            {"epochs", "0"},
            {"epochs", "10001"},
            {"lambda", "0"},
            {"lambda", "NaN"},
            {"nu", "-0.1"},
            {"nu", "2.1"},
            {"alpha0", "0"},
            {"alpha0", "Infinity"},
            {"alpha", "-1"},
            {"sigma", "0"},
            {"sigma", "-1"},
            {"min_value", "NaN"},
            {"holdout_min", "1"},
            {"holdout_share", "1"},
            {"holdout_share", "0"},
            {"trend_half_life", "0s"},
            {"folds", "1"},
            {"fold", "2"},
            {"patience", "-1"},
            {"validate_every", "0"},
        }) {
            String said = refusal(Map.of(wrong[0], wrong[1])).describe();
            assertTrue(said.contains(wrong[0]) && said.contains("must be"), said);
            assertTrue(said.contains("was "), said);
        }
    }

    @Test
    void split_everyName_isTheSplitOfTheseSettings() {
        TrainingSettings settings =
                TrainingSettings.of("ials", Map.of("holdout_min", "7", "holdout_share", "0.4", "seed", "3"));

        assertEquals(new Split.LeaveLastOut(7), settings.split("leave-last-out"));
        assertEquals(new Split.Temporal(0.4), settings.split("temporal"));
        assertEquals(new Split.Random(0.4, 3), settings.split("random"));
        for (String name : TrainingSettings.SPLITS) {
            assertInstanceOf(Split.class, settings.split(name));
        }
        assertEquals(
                new Split.Fold(5, 2, 3),
                TrainingSettings.of("mf", Map.of("folds", "5", "fold", "2", "seed", "3"))
                        .split("random"));
        CandorException refusal = assertThrows(CandorException.class, () -> settings.split("holdout"));
        assertEquals(ErrorCode.USAGE, refusal.code());
        assertTrue(refusal.describe().contains("leave-last-out, temporal, random"), refusal.describe());
    }

    @Test
    void of_trainedFactorsOfTwoLengths_areRefused() {
        TrainedFactors good = Feedback.train(new PopularityTrainer(), Feedback.of("u i"));
        for (int dims : List.of(2, 3)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new TrainedFactors(
                            "x",
                            good.hyperparameters(),
                            "none",
                            good.users(),
                            FactorMatrix.ofRows(new float[6], dims),
                            good.userBias(),
                            0));
        }
    }

    private static CandorException refusal(Map<String, String> values) {
        CandorException refusal =
                assertThrows(CandorException.class, () -> TrainingSettings.of("ials", values), values.toString());
        assertEquals(ErrorCode.USAGE, refusal.code());
        return refusal;
    }
}

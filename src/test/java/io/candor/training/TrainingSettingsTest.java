package io.candor.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.dataset.Split;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.FactorMatrix;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TrainingSettingsTest {
    @Test
    void with_everyName_replacesThatValue() {
        TrainingSettings settings = TrainingSettings.defaults()
                .with(Map.ofEntries(
                        Map.entry("dims", "8"),
                        Map.entry("epochs", "3"),
                        Map.entry("lambda", "0.5"),
                        Map.entry("nu", "0.25"),
                        Map.entry("alpha0", "2"),
                        Map.entry("confidence", "log"),
                        Map.entry("alpha", "7"),
                        Map.entry("sigma", "0.01"),
                        Map.entry("seed", "-9"),
                        Map.entry("min_value", "3.5"),
                        Map.entry("holdout_min", "3"),
                        Map.entry("holdout_share", "0.1"),
                        Map.entry("trend_half_life", "7d")));

        assertEquals(
                new TrainingSettings(
                        new IalsParameters(8, 3, 0.5, 0.25, 2, Confidence.LOG, 7, 0.01, -9),
                        3.5f,
                        3,
                        0.1,
                        Duration.ofDays(7)),
                settings);
        assertEquals(TrainingSettings.defaults(), TrainingSettings.defaults().with(Map.of()));
    }

    @Test
    void with_unknownName_namesTheNearest() {
        String said = refusal(Map.of("lamda", "1", "epoch", "3")).describe();
        assertTrue(said.contains("lamda: is not a setting, did you mean lambda?"), said);
        assertTrue(said.contains("epoch: is not a setting, did you mean epochs?"), said);
        assertTrue(refusal(Map.of("learning_rate_of_it", "1")).describe().contains("there are: alpha, alpha0,"));
    }

    @Test
    void with_unreadableValue_namesItAndTheValue() {
        Map<String, String> wrong = Map.of("dims", "many", "confidence", "linea", "trend_half_life", "soon");
        CandorException refusal = refusal(wrong);
        assertEquals(3, refusal.violations().size(), refusal.describe());
        assertTrue(refusal.describe().contains("dims: cannot be 'many'"), refusal.describe());
    }

    @Test
    void with_valueOutOfBounds_namesValueAndBound() {
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
        }) {
            String said = refusal(Map.of(wrong[0], wrong[1])).describe();
            assertTrue(said.contains(wrong[0]) && said.contains("must be"), said);
            assertTrue(said.contains("was "), said);
        }
    }

    @Test
    void split_everyName_isTheSplitOfTheseSettings() {
        TrainingSettings settings =
                TrainingSettings.defaults().with(Map.of("holdout_min", "7", "holdout_share", "0.4", "seed", "3"));

        assertEquals(new Split.LeaveLastOut(7), settings.split("leave-last-out"));
        assertEquals(new Split.Temporal(0.4), settings.split("temporal"));
        assertEquals(new Split.Random(0.4, 3), settings.split("random"));
        for (String name : TrainingSettings.SPLITS) {
            assertInstanceOf(Split.class, settings.split(name));
        }
        CandorException refusal = assertThrows(CandorException.class, () -> settings.split("holdout"));
        assertEquals(ErrorCode.USAGE, refusal.code());
        assertTrue(refusal.describe().contains("leave-last-out, temporal, random"), refusal.describe());
    }

    @Test
    void of_trainedFactorsOfTwoLengths_areRefused() {
        TrainedFactors good = PopularityTrainer.train(Feedback.of("u i"));
        for (int dims : List.of(2, 3)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new TrainedFactors(
                            "x",
                            good.hyperparameters(),
                            "none",
                            good.users(),
                            FactorMatrix.ofRows(new float[6], dims),
                            0));
        }
    }

    private static CandorException refusal(Map<String, String> values) {
        CandorException refusal = assertThrows(
                CandorException.class, () -> TrainingSettings.defaults().with(values), values.toString());
        assertEquals(ErrorCode.USAGE, refusal.code());
        return refusal;
    }
}

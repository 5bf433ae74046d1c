package io.candor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TuneCommandTest {
    @TempDir
    private static Path directory;

    private static Path ratings = Path.of("");

    @BeforeAll
    static void generate() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        StringBuilder rows = new StringBuilder();
        for (int user = 0; user < 120; user++) {
            for (int i = 0; i < 12; i++) {
                rows.append("u" + user + "," + "i" + (user % 4 * 15 + random.nextInt(20)) + "," + random.nextInt(1, 6)
                        + "," + (1_000_000_000 + i) + "\n");
            }
        }
        ratings = Files.writeString(directory.resolve("ratings.csv"), rows);
    }

    @Test
    void tune_halving_givesAllTrialsTheBestFirstAPictureAndABundle() throws IOException {
        Path plot = directory.resolve("curves.png");
        Path out = directory.resolve("best");
        JsonNode told = CommandRun.json(
                "tune",
                "--algorithm",
                "bpr",
                "--ratings",
                ratings,
                "--trials",
                "9",
                "--plot",
                plot,
                "--out",
                out,
                "--set",
                "epochs=9",
                "--search",
                "dims=2,4,8",
                "--search",
                "learning_rate=0.01..0.5:log");

        JsonNode trials = told.path("trials");
        assertEquals("nDCG@10", told.path("metric").asText());
        assertEquals(9, trials.size());
        assertEquals(3, trials.path(0).path("measures").size(), "the best made all passes");
        assertEquals(1, trials.path(8).path("measures").size(), "the worst made few");
        assertEquals(
                trials.path(0).path("passes").asInt(),
                told.path("best").path("epochs").asInt());
        double rate = trials.path(3).path("settings").path("learning_rate").asDouble();
        assertTrue(rate >= 0.01 && rate <= 0.5, told.toString());
        assertEquals(
                trials.path(0).path("settings").path("learning_rate"),
                told.path("best").path("learning_rate"));
        assertTrue(ImageIO.read(plot.toFile()).getWidth() > 100, "a picture");
        JsonNode judged = CommandRun.json("evaluate", "--bundle", out);
        assertTrue(judged.path("metrics").path("HR@10").asDouble() > 0);
    }

    @Test
    void tune_ratingPrediction_minimisesTheError() {
        Object[] search = {
            "tune",
            "--algorithm",
            "mf",
            "--ratings",
            ratings,
            "--trials",
            "3",
            "--strategy",
            "random",
            "--split",
            "random",
            "--set",
            "epochs=4"
        };
        JsonNode told = CommandRun.json(search);
        assertEquals("RMSE", told.path("metric").asText());
        double last = 0;
        for (JsonNode trial : told.path("trials")) {
            assertTrue(trial.path("RMSE").asDouble() >= last, told.toString());
            assertEquals(4, trial.path("passes").asInt());
            last = trial.path("RMSE").asDouble();
        }
        assertEquals(told, CommandRun.json(search), "a function of the seed");
    }

    @Test
    void tune_badInput_exitsWithItsCode() {
        refused("--trials must be at least 1", "--trials", "0");
        refused("--validations must be at least 1", "--validations", "0");
        refused("neither LOW..HIGH", "--search", "lambda=5..1");
        refused("no parameter of ials", "--search", "lamda=1..5");
        refused("no parameter of ials", "--search", "epochs=1..5");
        refused("'als'", "--algorithm", "als");
        refused("validate_by", "--set", "validate_by=luck");
    }

    @Test
    void tune_outThatIsTaken_isRefusedBeforeAnythingIsSearched() {
        CommandRun run = CommandRun.of("tune", "--ratings", ratings, "--out", directory);
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        assertFalse(run.err().contains("trial"), run.err());
    }

    private static void refused(String said, String... flags) {
        String[] command = new String[flags.length + 3];
        command[0] = "tune";
        command[1] = "--ratings";
        command[2] = ratings.toString();
        System.arraycopy(flags, 0, command, 3, flags.length);
        CommandRun run = CommandRun.of((Object[]) command);
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        assertTrue(run.err().contains(said), run.err());
    }
}

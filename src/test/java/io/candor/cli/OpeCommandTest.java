package io.candor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpeCommandTest {
    private static final double[] SHOWN = {0.7, 0.2, 0.1};

    @TempDir
    private static Path directory;

    private static Path log = Path.of("");
    private static Path prior = Path.of("");

    @BeforeAll
    static void write() throws IOException {
        SplittableRandom random = new SplittableRandom(6);
        StringBuilder rows = new StringBuilder(",timestamp,item_id,position,click,propensity_score\n");
        for (int row = 0; row < 3_000; row++) {
            double u = random.nextDouble();
            int item = u < 0.7 ? 0 : u < 0.9 ? 1 : 2;
            int click = random.nextDouble() < 0.1 * (item + 1) ? 1 : 0;
            rows.append("%d,now,%d,%d,%d,%s\n".formatted(row, item, 1 + row % 2, click, SHOWN[item]));
        }
        log = Files.writeString(directory.resolve("log.csv"), rows);
        prior = Files.writeString(directory.resolve("prior.yaml"), "c:\n  alpha: [5, 5, 5]\n  beta: [40, 40, 40]\n");
    }

    @Test
    void ope_uniformPolicy_isFoundFromTheLogOfAnother() {
        JsonNode found = CommandRun.json("ope", "--log", log, "--log-format", "obd", "--policy", "uniform");
        for (String estimator : List.of("ips", "snips", "dr", "sndr", "mips")) {
            JsonNode estimate = found.path(estimator);
            // The truth is 0.2.
            assertEquals(
                    0.2,
                    estimate.path("value").asDouble(),
                    4 * estimate.path("se").asDouble(),
                    estimator);
            assertTrue(estimate.path("lo").asDouble() < estimate.path("hi").asDouble(), estimator);
        }
        assertEquals(1, found.path("mean_weight").asDouble(), 0.1);
        assertTrue(found.path("ess").asDouble() > 1_000, found.toString());
        assertEquals("dr", found.path("headline").asText());
        assertTrue(found.path("clipped").path("parameter").isNumber());
        assertEquals(4, found.path("candidates").path("clipped").size());
        CommandRun text = CommandRun.of("ope", "--log", log, "--log-format", "obd", "--policy", "uniform");
        assertTrue(text.out().contains("uniform would have earned"), text.out());
    }

    @Test
    void ope_itemGroups_changeMipsAlone() throws IOException {
        Path groups = Files.writeString(directory.resolve("groups.csv"), "0,left\n1,right\n2,right\n");
        Object[] arguments = {"ope", "--log", log, "--log-format", "obd", "--policy", "uniform"};
        JsonNode alone = CommandRun.json(arguments);
        JsonNode grouped = CommandRun.json(
                "ope", "--log", log, "--log-format", "obd", "--policy", "uniform", "--item-groups", groups);
        assertEquals(alone.path("dr"), grouped.path("dr"));
        // Weights are 1/3 over what was logged; within a group they are as if it were one item.
        assertEquals(
                alone.path("ips").path("value").asDouble(),
                alone.path("mips").path("value").asDouble(),
                1e-12);
        assertTrue(grouped.path("mips").path("se").asDouble()
                < alone.path("mips").path("se").asDouble());
        Path broken = Files.writeString(directory.resolve("broken.csv"), "0,left\n1\n");
        refused(
                ExitCode.INPUT,
                "line 2: an item and its group",
                "--log",
                log,
                "--log-format",
                "obd",
                "--policy",
                "uniform",
                "--item-groups",
                broken);
    }

    @Test
    void ope_equalPriors_areUniform() {
        JsonNode uniform = CommandRun.json("ope", "--log", log, "--log-format", "obd", "--policy", "uniform");
        JsonNode thompson = CommandRun.json(
                "ope",
                "--log",
                log,
                "--log-format",
                "obd",
                "--policy",
                "bts-prior",
                "--prior",
                prior,
                "--campaign",
                "c");
        assertEquals(
                uniform.path("dr").path("value").asDouble(),
                thompson.path("dr").path("value").asDouble(),
                1e-7);
    }

    @Test
    void ope_logThatCannotTell_givesNoHeadline() throws IOException {
        StringBuilder rows = new StringBuilder("item_id,position,click,propensity_score\n");
        for (int row = 0; row < 500; row++) {
            rows.append(row == 0 ? "0,1,1,0.00001\n" : "1,1,0,0.99999\n");
        }
        Path narrow = Files.writeString(directory.resolve("narrow.csv"), rows);
        JsonNode found = CommandRun.json("ope", "--log", narrow, "--log-format", "obd", "--policy", "uniform");
        assertTrue(found.path("headline").isNull(), found.toString());
        assertTrue(found.path("objections").path(0).asText().contains("effective sample size"), found.toString());
        CommandRun text = CommandRun.of("ope", "--log", narrow, "--log-format", "obd", "--policy", "uniform");
        assertEquals(ExitCode.OK, text.exitCode());
        assertTrue(text.out().contains("No headline: the effective sample size is 1.0"), text.out());
    }

    @Test
    void ope_badInput_exitsWithItsCodeAndNoStackTrace() {
        refused(ExitCode.USAGE, "there is no policy 'best'", "--log", log, "--log-format", "obd", "--policy", "best");
        refused(ExitCode.USAGE, "needs --prior", "--log", log, "--log-format", "obd", "--policy", "bts-prior");
        refused(ExitCode.USAGE, "--folds", "--log", log, "--log-format", "obd", "--policy", "uniform", "--folds", "0");
        refused(ExitCode.USAGE, "--log-format", "--log", log, "--log-format", "x", "--policy", "uniform");
        refused(
                ExitCode.INPUT,
                "no campaign 'd'",
                "--log",
                log,
                "--log-format",
                "obd",
                "--policy",
                "bts-prior",
                "--prior",
                prior,
                "--campaign",
                "d");
        refused(
                ExitCode.USAGE,
                "--rank",
                "--log",
                log,
                "--log-format",
                "obd",
                "--policy",
                "uniform",
                "--rank",
                "season_boost=1");
        refused(ExitCode.USAGE, "sources", "--policy", "logged", "--rank", "sources=1");
        Path absent = directory.resolve("absent.csv");
        refused(ExitCode.INPUT, "there is no such file", "--log", absent, "--log-format", "obd", "--policy", "uniform");
    }

    private static void refused(int exitCode, String said, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = "ope";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        CommandRun run = CommandRun.of(all);
        assertEquals(exitCode, run.exitCode(), run.err());
        assertTrue(run.err().contains(said), run.err());
        assertFalse(run.err().contains("\tat "), run.err());
    }
}

package io.candor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.debiasing.PositionBias;
import io.candor.debiasing.PositionSimulation;
import io.candor.event.Action;
import io.candor.exploration.Policy;
import io.candor.exposure.ExposureQuery;
import io.candor.exposure.ExposureWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PropensityCommandTest {
    @TempDir
    private static Path directory;

    private static Path log = Path.of("");

    @BeforeAll
    static void write() throws IOException {
        log = directory.resolve("log.parquet");
        ExposureQuery clicks = ExposureQuery.of(Set.of(Action.Type.CLICK));
        try (ExposureWriter writer = ExposureWriter.create(log, clicks.outcomes())) {
            PositionSimulation.plain(1)
                    .show(PositionSimulation.config(Policy.PLACKETT_LUCE, 0.7, 0), 0, 5, 2_000, slate -> {
                        try {
                            writer.write(slate);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }

    @Test
    void propensity_file_tellsCurvesEverywhere() throws IOException {
        Path out = directory.resolve("out.json");
        Path plot = directory.resolve("plot.png");
        Path html = directory.resolve("report.html");
        JsonNode json = CommandRun.json(
                "propensity", "--log", log, "--out", out, "--plot", plot, "--report", html, "--segment", "context");
        double theta = PositionBias.read(json).at("home", "", 2);
        assertEquals(0.5, theta, 0.1);
        JsonNode overlap = json.at("/strata/0/estimators/overlap/1");
        assertEquals(theta, overlap.path("theta").asDouble(), 1e-12);
        assertTrue(overlap.path("lo").asDouble() < theta
                && theta < overlap.path("hi").asDouble());
        assertEquals(1, json.at("/strata/0/graph/components").size());
        assertTrue(json.at("/strata/0/estimators/rand_pair/1/theta").isNull());
        assertEquals(PositionBias.read(json), PositionBias.read(new ObjectMapper().readTree(out.toFile())));
        assertTrue(ImageIO.read(plot.toFile()).getWidth() > 100, "a picture");
        assertTrue(Files.readString(html).contains("<img"));
        assertTrue(json.path("version").isMissingNode(), "a file is not kept in the database");

        String text = CommandRun.of("propensity", "--log", log).out();
        assertTrue(text.contains("2000 slates, 2000 of them left to chance"), text);
        assertTrue(text.contains("The weakest link"), text);
    }

    @Test
    void propensity_nothingToRead_isRefused() {
        CommandRun elsewhere = CommandRun.of("propensity", "--log", log, "--placement", "elsewhere");
        assertEquals(ExitCode.INPUT, elsewhere.exitCode(), elsewhere.err());
        CommandRun window = CommandRun.of("propensity", "--log", log, "--window", "PT0S");
        assertEquals(ExitCode.USAGE, window.exitCode(), window.err());
    }

    @Test
    void ope_exportedLog_judgesAnotherPolicy() {
        JsonNode json = CommandRun.json(
                "ope", "--log", log, "--policy", "greedy", "--set", "candidates=30", "--bootstrap", "50");
        assertEquals(2_000, json.path("requests").asInt());
        assertTrue(json.at("/dr/value").asDouble() > json.at("/on_policy/value").asDouble(), json.toString());
    }
}

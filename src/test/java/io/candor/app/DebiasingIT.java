package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.app.TestServer.Answer;
import io.candor.debiasing.Place;
import io.candor.debiasing.PositionBias;
import io.candor.debiasing.PositionReport;
import io.candor.debiasing.PositionStudy;
import io.candor.debiasing.Segmentation;
import io.candor.event.Action;
import io.candor.exposure.ExposedSlate;
import io.candor.exposure.ExposureFile;
import io.candor.exposure.ExposureQuery;
import io.candor.exposure.ExposureWriter;
import io.candor.serving.PolicyReplay;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.PostgresExtension;
import io.candor.storage.StoredReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Slates are explored and clicked; the log tells how positions count, and the results of the experiment use it. */
@ExtendWith(PostgresExtension.class)
final class DebiasingIT {
    private static final int SLATES = 240;
    private static final ExposureQuery ALL = ExposureQuery.of(Set.of(Action.Type.CLICK));

    private ExposureQuery clicked = ALL;

    @TempDir
    private Path directory;

    @Test
    void clicks_ofExploredSlates_endInTheResultsOfTheExperiment(DatabaseAddress database) throws Exception {
        try (TestServer server = TestServer.start(directory, database)) {
            server.offer("m", 40, 3);
            server.awaitModel("m");
            clicked = ALL.since(Instant.now().plusMillis(1));
            assertEquals(
                    404, server.call("GET", "/v1/reports/position-bias", "").status());
            Answer created = server.call(
                    "PUT",
                    "/v1/experiments/e",
                    "{\"placements\":[\"home\"],\"enabled\":true,\"variants\":[{\"id\":\"on\",\"overrides\":"
                            + "{\"exploration\":{\"policy\":\"plackett_luce\",\"temperature\":0.5,\"floor\":0.2}}}]}");
            assertEquals(201, created.status(), created.response().body());
            int clicks = act(server);
            ExposureQuery query = clicked;
            DatabaseExposures log = new DatabaseExposures(TestServer.config(database), new DataDirectory(directory));
            server.await("all is stored", () -> clicks(log.read(query, _ -> {}), log) == clicks);

            List<ExposedSlate> slates = new ArrayList<>();
            assertEquals(SLATES, log.read(query, slates::add));
            for (ExposedSlate slate : slates) {
                for (int slot = 0; slot < slate.slots(); slot++) {
                    double stored = slate.impression(slot).marginal().orElseThrow();
                    assertEquals(stored, slate.propensity(slot), 1e-15, "the same code worked both out");
                }
            }
            assertExportIsTheSame(log, slates);

            PositionReport report = study(slates);
            PositionBias bias = report.bias();
            assertTrue(bias.at("home", "", 5) < 0.6, bias.toString());
            ReportArchive archive = new ReportArchive(TestServer.config(database), new DataDirectory(directory));
            JsonNode before = results(server);
            assertTrue(before.at("/arms/0/debiased_ctr").isNull(), before.toString());
            assertEquals(1, archive.add(StoredReport.POSITION_BIAS, report.toJson()));
            assertEquals(2, archive.add(StoredReport.POSITION_BIAS, report.toJson()));
            assertEquals(bias, archive.positionBias());

            Answer told = server.call("GET", "/v1/reports/position-bias", "");
            assertEquals(200, told.status());
            assertEquals(2, told.body().path("version").asInt());
            assertEquals(bias, PositionBias.read(told.body().path("report")));
            double debiased = results(server).at("/arms/0/debiased_ctr/value").asDouble();
            double ctr = results(server).at("/arms/0/metrics/0/value").asDouble();
            assertTrue(debiased > 1.2 * ctr, debiased + " against " + ctr);
            assertTrue(Double.isNaN(bias.known(new Place("elsewhere", ""), 2)));
        }
    }

    private static JsonNode results(TestServer server) throws Exception {
        return server.call("GET", "/v1/experiments/e/results", "").body();
    }

    private long clicks(long slates, DatabaseExposures log) {
        long[] clicks = {0};
        log.read(clicked, slate -> {
            for (int slot = 0; slot < slate.slots(); slot++) {
                clicks[0] += slate.has(slot, Action.Type.CLICK) ? 1 : 0;
            }
        });
        return slates == SLATES ? clicks[0] : -1;
    }

    private static PositionReport study(List<ExposedSlate> slates) {
        PositionStudy study = new PositionStudy(Action.Type.CLICK, Segmentation.score());
        slates.forEach(study::add);
        return study.report();
    }

    private void assertExportIsTheSame(DatabaseExposures log, List<ExposedSlate> slates) throws IOException {
        Path file = directory.resolve("log.parquet");
        try (ExposureWriter writer = ExposureWriter.create(file, clicked.outcomes())) {
            for (ExposedSlate slate : slates) {
                writer.write(slate);
            }
        }
        List<ExposedSlate> exported = new ArrayList<>();
        new ExposureFile(file).read(clicked, exported::add);
        assertEquals(slates, exported);
        PolicyReplay itself = new PolicyReplay(logged -> logged);
        ReplayedLog ofDatabase = ReplayedLog.of(log, clicked, Action.Type.CLICK, itself);
        ReplayedLog ofFile = ReplayedLog.of(new ExposureFile(file), clicked, Action.Type.CLICK, itself);
        assertEquals(SLATES, ofDatabase.outcomes().requests());
        assertEquals(ofDatabase.outcomes().requests(), ofFile.outcomes().requests());
        assertEquals(ofDatabase.items(), ofFile.items());
    }

    /** Looks at position k with probability 1/k and clicks on half of what is seen; returns how many clicks that were. */
    private static int act(TestServer server) throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        int clicks = 0;
        for (int n = 0; n < SLATES; n++) {
            Answer answer = server.recommend("home", "{\"user\":\"u" + n % 40 + "\",\"limit\":6}");
            assertEquals(200, answer.status(), answer.response().body());
            List<String> events = new ArrayList<>();
            List<String> ids = answer.ids();
            for (int k = 0; k < ids.size(); k++) {
                if (random.nextDouble() < 0.6 / (k + 1)) {
                    events.add("{\"type\":\"click\",\"token\":\"" + answer.text("token") + "\",\"item\":\"" + ids.get(k)
                            + "\"}");
                }
            }
            clicks += events.size();
            if (!events.isEmpty()) {
                Answer taken = server.call("POST", "/v1/events", "{\"events\":[" + String.join(",", events) + "]}");
                assertEquals(202, taken.status(), taken.response().body());
            }
        }
        return clicks;
    }
}

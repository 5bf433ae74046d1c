package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.app.Promotion.Verdict;
import io.candor.event.Action;
import io.candor.exposure.ExposureQuery;
import io.candor.math.Bootstrap;
import io.candor.offpolicy.OffPolicyPlan;
import io.candor.simulation.ClickModel;
import io.candor.simulation.RecommendationClient;
import io.candor.simulation.Simulation;
import io.candor.simulation.SlateQuality;
import io.candor.simulation.TrafficPlan;
import io.candor.simulation.World;
import io.candor.simulation.WorldSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that knows nothing serves; of others the log tells which ones may take its place. */
final class PromotionIT {
    private static final int LIMIT = 5;
    private static final int SLATES = 1_500;
    private static final ClickModel CLICKS = ClickModel.positionBased();

    @TempDir
    private Path directory;

    private final World world = new World(new WorldSettings(3, 200, 40, 4, 0.5, 0, 0));

    @Test
    void judge_modelsOfDifferentWorth_letsOnlyTheBetterOneServe() throws Exception {
        // The database of a test that root runs belongs to another account.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        SimulatedServer.Settings settings = new SimulatedServer.Settings(LIMIT, 0.3, 0.3, 40, 0, 0.3);
        DataDirectory data = new DataDirectory(directory.resolve("data"));
        try (SimulatedServer server = SimulatedServer.start(data.root(), world, settings)) {
            RecommendationClient client = new RecommendationClient(server.api(), Optional.empty());
            use(server, client, 0);
            SlateQuality before = quality(client);

            Path better = data.models().resolve("better");
            SimulatedServer.writeModel(world, 1, 0.5, directory.resolve("better"));
            SimulatedServer.writeModel(world, 1, -0.5, directory.resolve("contrary"));
            Verdict itself = judge(server, data, data.models().resolve(SimulatedServer.FIRST_MODEL), Instant.EPOCH);
            assertEquals(0, itself.difference().value(), 5 * itself.difference().se(), "in expectation");
            assertFalse(itself.passed(), "no difference is below the margin");
            Verdict contrary = judge(server, data, directory.resolve("contrary"), Instant.EPOCH);
            assertFalse(contrary.passed());
            assertTrue(
                    contrary.difference().hi() < 0, () -> contrary.difference().toString());
            // One mean weight in twenty misses 1 by chance; then a model is judged by further people.
            Verdict verdict = judge(server, data, directory.resolve("better"), Instant.EPOCH);
            for (int again = 1; again <= 3 && !verdict.passed(); again++) {
                Instant since = Instant.now();
                use(server, client, again * SLATES);
                verdict = judge(server, data, directory.resolve("better"), since);
            }
            assertEquals(List.of(), verdict.objections());
            assertEquals(SLATES, verdict.slates() + verdict.skipped());

            Files.move(directory.resolve("better"), better);
            Promotion.activate(server.config(), data, better);
            while (!client.recommend(SimulatedServer.GREEDY, "user-0", 1)
                    .body()
                    .path("model")
                    .asText()
                    .equals("better")) {
                Thread.onSpinWait();
            }
            assertTrue(quality(client).utility() > before.utility() + 0.2, before::toString);
            assertTrue(quality(client).ndcg() > 0.95, () -> "it knows everything");
        }
    }

    private void use(SimulatedServer server, RecommendationClient client, int from) throws Exception {
        TrafficPlan plan = new TrafficPlan(from, SLATES, SimulatedServer.EXPLORING, LIMIT, 2, 20);
        new Simulation(world, CLICKS, client, System::nanoTime).run(plan, done -> {});
        server.awaitStored();
    }

    private Verdict judge(SimulatedServer server, DataDirectory data, Path bundle, Instant since) {
        ExposureQuery query = ExposureQuery.of(Set.of(Action.Type.CLICK))
                .at(Optional.of(SimulatedServer.EXPLORING))
                .since(since);
        return Promotion.judge(
                new DatabaseExposures(server.config(), data),
                query,
                Action.Type.CLICK,
                Promotion.bundles(server.config(), data),
                bundle,
                OffPolicyPlan.of(2, new Bootstrap(300, 1)),
                0.01);
    }

    private SlateQuality quality(RecommendationClient client) throws Exception {
        return SlateQuality.survey(world, CLICKS, client, SimulatedServer.GREEDY, 100, LIMIT);
    }
}

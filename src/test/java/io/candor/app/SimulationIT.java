package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.simulation.ClickModel;
import io.candor.simulation.RecommendationClient;
import io.candor.simulation.Simulation;
import io.candor.simulation.SimulationReport;
import io.candor.simulation.TrafficPlan;
import io.candor.simulation.World;
import io.candor.simulation.WorldSettings;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.PostgresExtension;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** People of a world at a real server: what they did is in its database, and its slates are as good as its model. */
@ExtendWith(PostgresExtension.class)
final class SimulationIT {
    private static final int REQUESTS = 200;

    @TempDir
    private Path directory;

    @Test
    void run_strangersAtAServer_leaveWhatTheyDidInItsDatabase(DatabaseAddress database) throws Exception {
        World world = new World(new WorldSettings(3, 30, 40, 4, 0.5, 0, 0));
        try (TestServer server = TestServer.start(directory, database)) {
            server.offer("m", 100, 3);
            server.awaitModel("m");
            URI url = URI.create("http://127.0.0.1:" + server.port());
            SimulationReport report = run(world, url, "home");
            assertEquals(Map.of(), report.errors());
            assertEquals(REQUESTS, report.slates());
            assertEquals(10 * REQUESTS + 2 * report.clicks(), report.events());
            FeedbackSource source = new FeedbackSource(TestServer.config(database), new DataDirectory(directory));
            server.await("all events are stored", () -> source.scan(event -> {}) == report.events());
        }
    }

    @Test
    void run_serverOfOurOwn_isAsGoodAsItsModel() throws Exception {
        World world = new World(new WorldSettings(3, 50, 60, 4, 0.5, 0, 0));
        // The database of a test that root runs belongs to another account.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        SimulatedServer.Settings settings = new SimulatedServer.Settings(10, 0.5, 0.1, 30, 1, 1);
        try (SimulatedServer server = SimulatedServer.start(directory, world, settings)) {
            SimulationReport exploring = run(world, server.api(), SimulatedServer.EXPLORING);
            SimulationReport greedy = run(world, server.api(), SimulatedServer.GREEDY);
            server.awaitStored();
            assertEquals(Map.of(), exploring.errors());
            assertEquals(Map.of(), greedy.errors());
            assertTrue(greedy.utility() > 1.1 * exploring.utility(), greedy + " and " + exploring);
        }
    }

    private static SimulationReport run(World world, URI url, String placement) throws InterruptedException {
        TrafficPlan plan = new TrafficPlan(0, REQUESTS, placement, 10, 2, 5);
        RecommendationClient client = new RecommendationClient(url, Optional.empty());
        return new Simulation(world, ClickModel.positionBased(), client, System::nanoTime).run(plan, done -> {});
    }
}

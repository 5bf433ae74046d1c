package io.candor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.app.SimulatedServer;
import io.candor.debiasing.PositionBias;
import io.candor.simulation.ClickModel;
import io.candor.simulation.RecommendationClient;
import io.candor.simulation.Simulation;
import io.candor.simulation.TrafficPlan;
import io.candor.simulation.World;
import io.candor.simulation.WorldSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop by its commands, beside a server that runs all the while: what people did decides what they are served next. */
final class ClosedLoopIT {
    private static final int LIMIT = 5;
    private static final int LEARNT_FROM = 3_000;
    private static final int JUDGED_BY = 1_500;
    private static final String PLACEMENT = SimulatedServer.EXPLORING;

    private final World world = new World(new WorldSettings(3, 100, 40, 4, 0.5, 0, 0));
    private final ClickModel clicks = ClickModel.positionBased();

    @TempDir
    private Path directory;

    private int requests;

    @Test
    void commands_besideARunningServer_makeItServeWhatTheLogSaysIsBetter() throws Exception {
        // The database of a test that root runs belongs to another account.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        SimulatedServer.Settings settings = new SimulatedServer.Settings(LIMIT, 0.3, 0.3, 40, 0, 0.3);
        try (SimulatedServer server = SimulatedServer.start(directory.resolve("data"), world, settings)) {
            Instant cut = use(server);
            JsonNode positions = run("propensity", "--placement", PLACEMENT, "--until", cut);
            assertEquals(1, positions.path("version").asInt());
            double third = clicks.examination(3) / clicks.examination(1);
            assertEquals(third, PositionBias.read(positions).at(PLACEMENT, "", 3), 0.2 * third);
            train("next", cut);

            JsonNode other = run(
                    "ope",
                    "--placement",
                    PLACEMENT,
                    "--since",
                    cut,
                    "--bundle",
                    bundle("next"),
                    "--policy",
                    "logged",
                    "--set",
                    "floor=0.4",
                    "--rank",
                    "season_boost=0.1",
                    "--rank",
                    "recency_half_life=14d");
            assertEquals(JUDGED_BY, other.path("requests").asInt());
            assertTrue(other.at("/dr/hi").asDouble() > 0, other.toString());
            promote(server, cut);
            while (!serving(server).equals("next")) {
                Thread.onSpinWait();
            }

            // The model that serves now lies where it was trained; what it showed is judged like any other's.
            Instant later = use(server);
            train("last", later);
            CommandRun second = CommandRun.of(arguments(
                    "promote", "--placement", PLACEMENT, "--since", later, "--bundle", bundle("last"), "--dry-run"));
            assertTrue(second.out().contains(JUDGED_BY + " of "), second.out() + second.err());
            assertEquals("next", serving(server));
            weights(later);
        }
    }

    /** Weights of the log earn what the log earned; others are told from it. */
    private void weights(Instant since) {
        Object[] asked = {"ope", "--placement", PLACEMENT, "--since", since, "--policy", "logged"};
        JsonNode same = run(ranked(asked, "season_boost=0.1"));
        assertTrue(same.path("requests").asInt() >= JUDGED_BY, same.toString());
        assertTrue(same.at("/ips/value").isNumber(), same.toString());
        assertEquals(
                same.at("/on_policy/value").asDouble(), same.at("/ips/value").asDouble(), 1e-9);
        JsonNode popular = run(ranked(asked, "popularity_exponent=0.02"));
        assertTrue(popular.path("requests").asInt() >= JUDGED_BY, popular.toString());
        assertNotEquals(same.at("/dr/value").asDouble(), popular.at("/dr/value").asDouble());
        CommandRun unknown = CommandRun.of(arguments(ranked(asked, "popularity_exponent=3")));
        assertEquals(ExitCode.USAGE, unknown.exitCode());
        assertTrue(
                unknown.err().contains("popularity_exponent") && unknown.err().contains("must be 0 to 2"),
                unknown.err());
    }

    private static Object[] ranked(Object[] arguments, String weight) {
        return Stream.concat(Stream.of(arguments), Stream.of("--rank", weight)).toArray();
    }

    /** One time in twenty a mean weight misses 1 by chance; then a model is judged by further people. */
    private void promote(SimulatedServer server, Instant cut) throws InterruptedException {
        Instant since = cut;
        Object[] asked = arguments("promote", "--placement", PLACEMENT, "--bundle", bundle("next"));
        CommandRun run = CommandRun.of(since(asked, since));
        for (int again = 0; again < 3 && run.exitCode() == ExitCode.NOT_PROMOTED; again++) {
            since = Instant.now();
            traffic(server, JUDGED_BY);
            server.awaitStored();
            run = CommandRun.of(since(asked, since));
        }
        assertEquals(ExitCode.OK, run.exitCode(), run.out() + run.err());
    }

    private static Object[] since(Object[] arguments, Instant since) {
        return Stream.concat(Stream.of(arguments), Stream.of("--since", since)).toArray();
    }

    /** Lets people use the server; returns when those came by whom a model is to be judged. */
    private Instant use(SimulatedServer server) throws InterruptedException {
        traffic(server, LEARNT_FROM);
        Instant cut = Instant.now();
        traffic(server, JUDGED_BY);
        server.awaitStored();
        return cut;
    }

    private void traffic(SimulatedServer server, int count) throws InterruptedException {
        TrafficPlan plan = new TrafficPlan(requests, count, PLACEMENT, LIMIT, 2, 20);
        requests += count;
        new Simulation(world, clicks, client(server), System::nanoTime).run(plan, done -> {});
    }

    private static RecommendationClient client(SimulatedServer server) {
        return new RecommendationClient(server.api(), Optional.empty());
    }

    private String serving(SimulatedServer server) throws Exception {
        return client(server)
                .recommend(PLACEMENT, world.userId(0), LIMIT)
                .body()
                .path("model")
                .asText();
    }

    private void train(String version, Instant cut) {
        run(
                "train",
                "--log",
                "--placement",
                PLACEMENT,
                "--until",
                cut,
                "--out",
                bundle(version),
                "--version-name",
                version,
                "--set",
                "dims=4",
                "--set",
                "epochs=10",
                "--set",
                "alpha0=0.1",
                "--set",
                "lambda=0.5",
                "--set",
                "nu=0");
    }

    private Path bundle(String version) {
        return directory.resolve("candidates").resolve(version);
    }

    private JsonNode run(Object... arguments) {
        return CommandRun.json(arguments(arguments));
    }

    private Object[] arguments(Object... arguments) {
        Path data = directory.resolve("data");
        return Stream.concat(
                        Stream.of(arguments), Stream.of("--config", data.resolve("candor.yaml"), "--data-dir", data))
                .toArray();
    }
}

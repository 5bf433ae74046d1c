package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.app.TestServer.Answer;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;
import io.candor.model.BundleWriter;
import io.candor.model.TestBundles;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.PostgresExtension;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Models change under clients that never pause. The items of a model bear its version, so that a mixed answer shows. */
@ExtendWith(PostgresExtension.class)
final class ModelSwapIT {
    private static final int SWAPS = 24;
    private static final int CLIENTS = 4;
    private static final int ITEMS = 300;
    private static final int USERS = 20;
    private static final int DIMS = 8;

    @TempDir
    private Path directory;

    @Test
    void swaps_underLoad_failNothingAndMixNothing(DatabaseAddress database) throws Exception {
        try (TestServer server = TestServer.start(directory, database)) {
            server.moveIn(bundle("a", 1));
            server.awaitModel("a");
            server.moveIn(bundle("b", 2));
            server.awaitModel("b");

            try (SlateClients clients = new SlateClients(server, CLIENTS, USERS)) {
                for (int swap = 0; swap < SWAPS; swap++) {
                    offerBroken(server, swap);
                    swap(server, swap);
                    clients.awaitAnswersOfAll();
                }
                clients.stop();

                assertEquals("", clients.failures());
                assertTrue(clients.models().containsKey("a"), clients.models().toString());
                assertTrue(clients.models().containsKey("b"), clients.models().toString());
                assertTrue(
                        clients.models().containsKey("new-7"), clients.models().toString());
            }
        }
    }

    @Test
    void bundles_broken_changeNothingAndSayWhy(DatabaseAddress database) throws Exception {
        try (TestServer server = TestServer.start(directory, database)) {
            server.moveIn(bundle("a", 1));
            server.awaitModel("a");
            for (int swap = 0; swap < SWAPS; swap++) {
                offerBroken(server, swap);
            }

            Map<String, String> expected =
                    Map.of("flipped", "bundle_corrupt", "cut", "bundle_truncated", "later", "bundle_too_new");
            server.await("all three are refused", () -> problems(server).size() == expected.size());

            problems(server).forEach((version, problem) -> {
                assertTrue(problem.startsWith(expected.get(version) + ": "), version + ": " + problem);
                assertTrue(problem.contains(version.equals("later") ? "manifest.json" : "items.f32"), problem);
            });
            assertEquals("a", server.recommend("popular", "{}").text("model"));
            assertEquals(
                    404, server.call("POST", "/v1/models/flipped/activate", "").status());
            assertEquals("a", server.recommend("popular", "{}").text("model"));
        }
    }

    /** To a, to b, back to a, to a new one. */
    private void swap(TestServer server, int swap) throws Exception {
        switch (swap % 4) {
            case 0 -> activate(server, "a");
            case 1 -> activate(server, "b");
            case 2 -> {
                Answer answer = server.call("POST", "/v1/models/rollback", "");
                assertEquals(200, answer.status(), answer.response().body());
                assertEquals("a", answer.text("version"));
            }
            default -> {
                server.moveIn(bundle("new-" + swap, swap));
                server.awaitModel("new-" + swap);
            }
        }
    }

    private static void activate(TestServer server, String version) throws IOException, InterruptedException {
        Answer answer = server.call("POST", "/v1/models/" + version + "/activate", "");
        assertEquals(200, answer.status(), answer.response().body());
    }

    private void offerBroken(TestServer server, int swap) throws IOException {
        switch (swap) {
            case 5 -> {
                Path bundle = bundle("flipped", 3);
                flipByte(bundle.resolve("items.f32"));
                server.moveIn(bundle);
            }
            case 10 -> {
                Path bundle = bundle("cut", 4);
                Path factors = bundle.resolve("items.f32");
                try (FileChannel file = FileChannel.open(factors, StandardOpenOption.WRITE)) {
                    file.truncate(file.size() / 2);
                }
                server.moveIn(bundle);
            }
            case 15 -> {
                Path bundle = bundle("later", 5);
                TestBundles.claimFormat(bundle, 99);
                server.moveIn(bundle);
            }
            default -> {}
        }
    }

    private static void flipByte(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private static Map<String, String> problems(TestServer server) throws IOException, InterruptedException {
        Map<String, String> problems = new HashMap<>();
        for (JsonNode model : server.call("GET", "/v1/models", "").body().path("models")) {
            if (model.path("problem").isTextual()) {
                problems.put(
                        model.path("version").asText(), model.path("problem").asText());
            }
        }
        return problems;
    }

    private Path bundle(String version, long seed) throws IOException {
        Path target = Files.createDirectories(directory.resolve("drafts")).resolve(version);
        RandomGenerator random = new Random(seed);
        try (BundleWriter writer = BundleWriter.create(target)) {
            writer.items(i -> SlateClients.itemOf(version, i), factors(random, ITEMS));
            writer.users(i -> "user-" + i, factors(random, USERS));
            float[] popularity = new float[ITEMS];
            for (int i = 0; i < ITEMS; i++) {
                popularity[i] = ITEMS - i;
            }
            writer.itemPopularity(FloatColumn.of(popularity));
            writer.finish(TestBundles.describe(version));
        }
        return target;
    }

    private static FactorMatrix factors(RandomGenerator random, int rows) {
        float[] values = new float[rows * DIMS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return FactorMatrix.ofRows(values, DIMS);
    }
}

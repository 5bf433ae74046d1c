package io.candor.cli;

import io.candor.app.Application;
import io.candor.app.CandorConfig;
import io.candor.app.DataDirectory;
import io.candor.catalog.AttributeValue;
import io.candor.catalog.Item;
import io.candor.catalog.TimeWindow;
import io.candor.config.ConfigLoader;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;
import io.candor.model.BundleWriter;
import io.candor.model.ModelDescription;
import io.candor.retrieval.IndexBuilder;
import io.candor.retrieval.RetrievalConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Starts a small server on a generated model, asks it what servers are asked, and stops it; twice, since a first start and a later
 * one take different ways. The launcher runs it once while the JVM takes notes for its ahead-of-time cache, by which every later start
 * finds classes loaded and knows which methods are worth compiling.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Start and stop a small server, so that the launcher can make its cache.")
public final class RehearseCommand implements Callable<Integer> {
    private static final int ITEMS = 3_000;
    private static final int USERS = 3_000;
    private static final int DIMS = 64;
    private static final int ROUNDS = 100;

    /** Free ports, no waiting for balancers. */
    private static final Map<String, String> SETTINGS = Map.of(
            "CANDOR_HTTP_PORT", "0",
            "CANDOR_HTTP_MANAGEMENT_PORT", "0",
            "CANDOR_HTTP_DRAIN_GRACE", "0ms");

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        Path directory = Files.createTempDirectory("candor-rehearsal");
        // Nothing in it is secret, and the database of a rehearsal by root belongs to another account.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            // Read for the sake of reading it; what it says, of a database perhaps, is not for a rehearsal.
            common.loadConfig();
            CandorConfig config = ConfigLoader.load(CandorConfig.class, SETTINGS);
            DataDirectory data = new DataDirectory(directory).create();
            writeBundle(data.models().resolve("rehearsal"));
            for (int start = 0; start < 2; start++) {
                Application application = Application.launch(config, data).get();
                try {
                    ask(application.ports());
                } finally {
                    application.shutDown().get();
                }
            }
        } finally {
            delete(directory);
        }
        return ExitCode.OK;
    }

    private static void writeBundle(Path target) throws IOException {
        RandomGenerator random = new SplittableRandom(1);
        RetrievalConfig graph = RetrievalConfig.defaults().withIndex(RetrievalConfig.Mode.HNSW);
        FloatColumn popularity = FloatColumn.of(gaussian(random, ITEMS));
        try (BundleWriter writer = BundleWriter.create(target)) {
            writer.items(i -> "item-" + i, FactorMatrix.ofRows(gaussian(random, ITEMS * DIMS), DIMS));
            writer.users(i -> "user-" + i, FactorMatrix.ofRows(gaussian(random, USERS * DIMS), DIMS));
            writer.itemPopularity(popularity);
            writer.itemTrend(popularity);
            writer.itemAttributes(IntStream.range(0, ITEMS).mapToObj(RehearseCommand::item));
            writer.index(new IndexBuilder(graph, line -> {})
                    .build(writer.itemFactors(), writer.userFactors(), writer.directory()));
            writer.finish(ModelDescription.imported(
                    "rehearsal", InstantSource.system().instant()));
        }
    }

    private static float[] gaussian(RandomGenerator random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Item item(int i) {
        return new Item(
                "item-" + i,
                List.of("c" + i % 5),
                List.of("creator-" + i % 100),
                OptionalLong.of(1_500_000_000_000L + i * 1_000L),
                OptionalDouble.of(i % 50),
                true,
                TimeWindow.ALWAYS,
                List.of(),
                0,
                Map.of("title", new AttributeValue.Text("Title " + i)),
                List.of());
    }

    private static void ask(Application.Ports ports) throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            post(ports, "/v1/placements/home/recommendations", "{\"user\":\"user-" + i + "\",\"limit\":10}");
            post(
                    ports,
                    "/v1/placements/home/recommendations",
                    "{\"user\":\"nobody-" + i
                            + "\",\"limit\":10,\"properties\":[\"title\"],\"filter\":{\"categories\":{\"any\":[\"c1\"]}}}");
            post(
                    ports,
                    "/v1/events",
                    "{\"events\":[{\"type\":\"like\",\"user\":\"user-" + i + "\",\"item\":\"item-" + i + "\"}]}");
            send(ports.api(), "GET /v1/items/item-" + i + "/similar?limit=10", "");
        }
        send(ports.api(), "GET /v1/models", "");
        send(ports.management(), "GET /health/ready", "");
        send(ports.management(), "GET /metrics", "");
    }

    private static void post(Application.Ports ports, String path, String body) throws IOException {
        send(ports.api(), "POST " + path, body);
    }

    /** Sends a request and reads the answer, whatever it is. */
    private static void send(int port, String line, String body) throws IOException {
        String request =
                line + " HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\n"
                        + "content-length: " + body.length() + "\r\n\r\n" + body;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getInputStream().readAllBytes();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

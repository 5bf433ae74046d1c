package io.candor.app;

import io.candor.catalog.AttributeValue;
import io.candor.catalog.Item;
import io.candor.catalog.TimeWindow;
import io.candor.config.ConfigLoader;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;
import io.candor.math.SplitMix64;
import io.candor.model.BundleWriter;
import io.candor.model.ModelDescription;
import io.candor.retrieval.IndexBuilder;
import io.candor.retrieval.RetrievalConfig;
import io.candor.simulation.World;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * A server for a simulated world, with a data directory of its own that holds its configuration too ({@code candor.yaml}), so that other
 * commands can be pointed at it. Its first model knows as much of the world as one says. What people do changes no slate before a model
 * was trained on it, so that what is evaluated of a model is what it serves. Thread-safe.
 */
public final class SimulatedServer implements AutoCloseable {
    /** Where slates are partly left to chance. */
    public static final String EXPLORING = "home";

    /** Where slates are what the model thinks best. */
    public static final String GREEDY = "best";

    /** The version of the first model. */
    public static final String FIRST_MODEL = "first";

    private static final double MILLIS_A_DAY = 86_400_000;

    private final Application application;
    private final CandorConfig config;

    private SimulatedServer(Application application, CandorConfig config) {
        this.application = application;
        this.config = config;
    }

    /**
     * How a simulated server is made.
     *
     * @param limit items of a slate
     * @param temperature of the draws
     * @param floor share of slates that are drawn uniformly
     * @param candidates that take part in a draw
     * @param knowledge the correlation of the first model's vectors with the true ones, 0 to 1; at 0 it knows nothing
     * @param spread standard deviation of the first model's scores
     */
    public record Settings(
            int limit, double temperature, double floor, int candidates, double knowledge, double spread) {
        public Settings {
            if (!(knowledge >= 0 && knowledge <= 1)) {
                throw new IllegalArgumentException("knowledge must be 0 to 1, was " + knowledge);
            }
        }
    }

    /** Makes a directory, which must be new or empty, and starts on it; returns when it serves. */
    public static SimulatedServer start(Path directory, World world, Settings settings)
            throws IOException, InterruptedException {
        DataDirectory data = new DataDirectory(directory).create();
        Path file = directory.resolve("candor.yaml");
        writeModel(world, settings.knowledge(), settings.spread(), data.models().resolve(FIRST_MODEL));
        Files.writeString(file, text(settings));
        CandorConfig config = ConfigLoader.load(CandorConfig.class, file, Map.of());
        try {
            Application application = Application.launch(config, data).get();
            Patience.await(
                    "that the server is ready", () -> application.readiness().ready());
            return new SimulatedServer(application, config);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CandorException known) {
                throw known;
            }
            throw new CandorException(ErrorCode.INTERNAL, "the server did not start", e.getCause());
        }
    }

    private static String text(Settings settings) {
        return """
                    # The server of a simulation. Slates are drawn from the model alone: fatigue and evidence of the moment are off.
                    http: {port: 0, management_port: 0, request_deadline: 30s, drain_grace: 0s}
                    database: {connect_timeout: 1m, statement_timeout: 10m, start_timeout: 10m}
                    serving: {profile_deadline: 20s}
                    models: {activate_new: false}
                    profiles:
                      suppression: {fatigue_views: 8, fatigue_hard: 0s, fatigue_recovery: 0s}
                      evidence: {min_strength: 1.0}
                    placements:
                      %s:
                        limit: %d
                        deadline: 20s
                        sources: [{source: personalised, share: 1.0}]
                        ranking: {recency_weight: 0.0, season_boost: 0.0}
                        exploration: {policy: plackett_luce, temperature: %s, floor: %s, candidates: %d}
                      %s:
                        limit: %d
                        deadline: 20s
                        sources: [{source: personalised, share: 1.0}]
                        ranking: {recency_weight: 0.0, season_boost: 0.0}
                    """.formatted(
                        EXPLORING,
                        settings.limit(),
                        settings.temperature(),
                        settings.floor(),
                        settings.candidates(),
                        GREEDY,
                        settings.limit());
    }

    /** Writes a bundle, whose version is the name of its directory. */
    static void writeModel(World world, double knowledge, double spread, Path target) throws IOException {
        int dims = world.settings().dims();
        int items = world.settings().items();
        int users = world.settings().users();
        SplitMix64 random = new SplitMix64(world.settings().seed());
        float[] characters = new float[items * dims];
        float[] fame = new float[items];
        for (int item = 0; item < items; item++) {
            String id = world.itemId(item);
            fame[item] = (float) (spread * knowledge * world.fame(id));
            for (int d = 0; d < dims; d++) {
                characters[item * dims + d] =
                        (float) blurred(world.character(id).get(d), 1, knowledge, random);
            }
        }
        float[] tastes = new float[users * dims];
        for (int user = 0; user < users; user++) {
            double[] taste = world.taste(user, 0);
            for (int d = 0; d < dims; d++) {
                tastes[user * dims + d] = (float) (spread * blurred(taste[d], 1 / Math.sqrt(dims), knowledge, random));
            }
        }
        try (BundleWriter writer = BundleWriter.create(target)) {
            writer.items(world::itemId, FactorMatrix.ofRows(characters, dims));
            writer.users(world::userId, FactorMatrix.ofRows(tastes, dims));
            writer.itemBias(FloatColumn.of(fame));
            writer.itemAttributes(IntStream.range(0, items).mapToObj(item -> item(world, item)));
            writer.index(new IndexBuilder(RetrievalConfig.defaults(), line -> {})
                    .build(writer.itemFactors(), writer.userFactors(), writer.directory()));
            writer.finish(ModelDescription.imported(
                    String.valueOf(target.getFileName()), InstantSource.system().instant()));
        }
    }

    /** Returns a number that correlates with {@code value} as much as {@code knowledge} says, on the same scale. */
    private static double blurred(double value, double deviation, double knowledge, SplitMix64 random) {
        return (float) (knowledge * value + Math.sqrt(1 - knowledge * knowledge) * deviation * random.nextGaussian());
    }

    /** Returns an item of a world with attributes: its category is what its character is strongest in. */
    public static Item item(World world, int item) {
        String id = world.itemId(item);
        List<Double> character = world.character(id);
        int strongest = 0;
        for (int d = 1; d < character.size(); d++) {
            strongest = Math.abs(character.get(d)) > Math.abs(character.get(strongest)) ? d : strongest;
        }
        String kind = String.format(Locale.ROOT, "%s%d", character.get(strongest) > 0 ? "more" : "less", strongest);
        return new Item(
                id,
                List.of(kind),
                List.of("creator-" + item % 37),
                OptionalLong.of(1_700_000_000_000L - (long) (item * MILLIS_A_DAY)),
                OptionalDouble.of(1 + item % 50),
                true,
                TimeWindow.ALWAYS,
                List.of(),
                0,
                Map.of("title", new AttributeValue.Text("Item " + item)),
                List.of());
    }

    /** Returns where its API is. */
    public URI api() {
        return URI.create(
                "http://" + config.http().host() + ":" + application.ports().api());
    }

    public CandorConfig config() {
        return config;
    }

    /** Returns once everything that happened is in the database. */
    public void awaitStored() throws InterruptedException {
        Patience.await("that everything is in the database", application::allStored);
    }

    @Override
    public void close() {
        application.shutDown().join();
    }
}

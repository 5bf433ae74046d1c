package io.candor.app;

import io.candor.dataset.Interactions;
import io.candor.debiasing.ExposureTally;
import io.candor.debiasing.PositionBias;
import io.candor.debiasing.PositionReport;
import io.candor.debiasing.PositionStudy;
import io.candor.debiasing.Segmentation;
import io.candor.debiasing.Weighting;
import io.candor.debiasing.WeightingSettings;
import io.candor.event.Action;
import io.candor.exposure.ExposureLog;
import io.candor.exposure.ExposureQuery;
import io.candor.math.Bootstrap;
import io.candor.offpolicy.OffPolicyPlan;
import io.candor.simulation.ClickModel;
import io.candor.simulation.RecommendationClient;
import io.candor.simulation.Simulation;
import io.candor.simulation.SimulationReport;
import io.candor.simulation.SlateQuality;
import io.candor.simulation.TrafficPlan;
import io.candor.simulation.Truth;
import io.candor.simulation.World;
import io.candor.training.TrainingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * A server that learns from those who use it, turn by turn: people use it, their log tells of position bias, a model is trained on it,
 * and serves from then on. It is judged by slates that it was not trained on: it favours what they showed by chance, so that by those it
 * was trained on it would seem better than it is, and the mean weight would not be 1. One that corrects for exposure lets a model serve
 * only through the gate of {@link Promotion}; its control takes clicks for what they seem, and lets every model serve. Belongs to one
 * thread.
 */
public final class LearningLoop implements AutoCloseable {
    private static final Set<Action.Type> CLICK = Set.of(Action.Type.CLICK);
    private static final int CONNECTIONS = 4;
    private static final int BATCH = 10;
    private static final long SEED = 42;

    private final World world;
    private final ClickModel clicks;
    private final Settings settings;
    private final DataDirectory data;
    private final SimulatedServer server;
    private final RecommendationClient client;
    private final ModelTraining.Listener listener;
    private long requests;

    /**
     * How a loop goes round.
     *
     * @param debiased whether exposure is corrected for
     * @param requests a turn
     * @param judged the last of these, by which the gate judges what was learnt from all before them
     * @param surveyed people whose best slates are looked at after each turn
     * @param limit items of a slate
     * @param training settings of iALS
     */
    public record Settings(
            boolean debiased, int requests, int judged, int surveyed, int limit, Map<String, String> training) {
        public Settings {
            training = Map.copyOf(training);
        }
    }

    /**
     * What came of a turn.
     *
     * @param traffic under the model that served
     * @param positionError root mean square of estimated less true θ over θ₁; NaN where it was not estimated
     * @param verdict of the gate on the model that was trained
     * @param serves whether that model serves from now on
     * @param quality of the best slates afterwards
     */
    public record Turn(
            SimulationReport traffic,
            double positionError,
            Promotion.Verdict verdict,
            boolean serves,
            SlateQuality quality) {}

    /** Starts a server on a new directory. */
    public LearningLoop(
            Path directory,
            World world,
            ClickModel clicks,
            SimulatedServer.Settings serving,
            Settings settings,
            ModelTraining.Listener listener)
            throws IOException, InterruptedException {
        this.world = world;
        this.clicks = clicks;
        this.settings = settings;
        this.listener = listener;
        this.data = new DataDirectory(Files.createDirectories(directory));
        this.server = SimulatedServer.start(directory, world, serving);
        new Truth(world, clicks, settings.limit()).write(directory);
        this.client = new RecommendationClient(server.api(), Optional.empty());
    }

    /** Returns how good the best slates of the model that serves are. */
    public SlateQuality quality() throws IOException {
        return SlateQuality.survey(
                world, clicks, client, SimulatedServer.GREEDY, settings.surveyed(), settings.limit());
    }

    /** Goes round once. */
    public Turn turn(String version) throws IOException, InterruptedException {
        listener.step(version + ": " + settings.requests() + " requests");
        TrafficPlan plan = new TrafficPlan(
                requests, settings.requests(), SimulatedServer.EXPLORING, settings.limit(), CONNECTIONS, BATCH);
        AtomicLong made = new AtomicLong();
        AtomicLong cutMillis = new AtomicLong();
        SimulationReport traffic = new Simulation(world, clicks, client, System::nanoTime).run(plan, done -> {
            if (made.addAndGet(done) >= settings.requests() - settings.judged()) {
                cutMillis.compareAndSet(0, InstantSource.system().millis());
            }
        });
        requests += settings.requests();
        server.awaitStored();

        ExposureLog log = new DatabaseExposures(server.config(), data);
        ExposureQuery all = ExposureQuery.of(CLICK).at(Optional.of(SimulatedServer.EXPLORING));
        Instant cut = Instant.ofEpochMilli(cutMillis.get());
        ExposureQuery earlier = all.before(cut);
        PositionBias bias = settings.debiased() ? positions(log, earlier) : PositionBias.NONE;
        Path bundle = train(log, earlier, bias, version);
        listener.step(version + ": judging it by the log");
        Promotion.Verdict verdict = Promotion.judge(
                log,
                all.since(cut),
                Action.Type.CLICK,
                Promotion.bundles(server.config(), data),
                bundle,
                OffPolicyPlan.of(2, new Bootstrap(1_000, SEED)),
                0);
        boolean serves = verdict.passed() || !settings.debiased();
        if (serves) {
            serve(bundle, version);
        }
        return new Turn(traffic, error(bias), verdict, serves, quality());
    }

    private PositionBias positions(ExposureLog log, ExposureQuery query) {
        listener.step("estimating position bias");
        PositionStudy study = new PositionStudy(Action.Type.CLICK, Segmentation.score());
        log.read(query, study::add);
        PositionReport report = study.report();
        return report.bias();
    }

    private double error(PositionBias bias) {
        if (bias.isEmpty()) {
            return Double.NaN;
        }
        List<Double> truth = IntStream.rangeClosed(1, settings.limit())
                .mapToObj(clicks::examination)
                .toList();
        return Truth.error(truth, bias.curve(SimulatedServer.EXPLORING, "", settings.limit()));
    }

    private Path train(ExposureLog log, ExposureQuery query, PositionBias bias, String version) {
        TrainingSettings training = TrainingSettings.of("ials", new LinkedHashMap<>(settings.training()));
        WeightingSettings weighting = WeightingSettings.of(settings.debiased() ? Weighting.COEC : Weighting.NONE);
        ExposureTally tally = new ExposureTally(weighting, bias, CLICK);
        log.read(query, tally);
        Interactions pairs = tally.interactions(
                training.trainer().hyperparameters().path("alpha0").asDouble(0));
        Path bundle = data.root().resolve("candidates").resolve(version);
        new ModelTraining(server.config().retrieval(), listener, InstantSource.system())
                .run(
                        training,
                        "leave-last-out",
                        pairs,
                        IntStream.range(0, world.settings().items())
                                .mapToObj(item -> SimulatedServer.item(world, item))
                                .toList(),
                        version,
                        bundle);
        return bundle;
    }

    private void serve(Path bundle, String version) throws IOException, InterruptedException {
        Path target = data.models().resolve(version);
        Files.move(bundle, target);
        Promotion.activate(server.config(), data, target);
        Patience.await("that model " + version + " serves", () -> version.equals(serving()));
    }

    private String serving() {
        try {
            return client.recommend(SimulatedServer.GREEDY, world.userId(0), 1)
                    .body()
                    .path("model")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}

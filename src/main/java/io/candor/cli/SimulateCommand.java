package io.candor.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.app.DataDirectory;
import io.candor.app.DatabaseExposures;
import io.candor.app.SimulatedServer;
import io.candor.debiasing.PositionStudy;
import io.candor.debiasing.Segmentation;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.Action;
import io.candor.exposure.ExposureQuery;
import io.candor.simulation.ClickModel;
import io.candor.simulation.RecommendationClient;
import io.candor.simulation.Simulation;
import io.candor.simulation.SimulationReport;
import io.candor.simulation.TrafficPlan;
import io.candor.simulation.Truth;
import io.candor.simulation.World;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets synthetic people of known taste use a server. */
@Command(
        name = "simulate",
        description =
                "Let synthetic people of known taste use a server over HTTP, and write down the truth about them.")
public final class SimulateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "A running server. Default: one of our own, on free ports, with a world's items and users.")
    private @Nullable URI url;

    @Option(names = "--key", paramLabel = "KEY", description = "API key for --url, if it needs one.")
    private @Nullable String key;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Data directory of our own server, which must not exist. Default: <data-dir>/simulations/<time>.")
    private @Nullable Path out;

    @Option(
            names = "--requests",
            paramLabel = "N",
            description = "Slates to ask for. Default: 100000; with --loop 20000 a turn.")
    private @Nullable Integer requests;

    @Option(
            names = "--loop",
            paramLabel = "TURNS",
            description =
                    "Serve, learn and promote so many times, from a model that knows nothing; beside it the same by naive training.")
    private @Nullable Integer loop;

    @Option(
            names = "--judge",
            paramLabel = "REPORT",
            description = "Do nothing but compare what propensity --format json printed with the truth in --out.")
    private @Nullable Path judge;

    @Option(
            names = "--placement",
            paramLabel = "NAME",
            defaultValue = SimulatedServer.EXPLORING,
            description = "Where. Default: ${DEFAULT-VALUE}.")
    private String placement = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10",
            description = "Items a slate. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "4",
            description = "People at a time. Default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "10",
            description = "Slates whose events go together. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Mixin
    private WorldOptions worldOptions = new WorldOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (judge != null) {
            PositionJudgement judgement = judged(judge);
            common.print(judgement.table(), judgement.json());
            return ExitCode.OK;
        }
        World world = worldOptions.world(loop != null);
        ClickModel model = worldOptions.clicks();
        if (url != null) {
            SimulationReport report = run(world, model, url);
            common.print(table(report), report.json());
            return ExitCode.OK;
        }
        Path directory = directory();
        if (loop != null) {
            new LoopRun(world, model, worldOptions.server(limit, true), count(20_000), loop, common).run(directory);
            return ExitCode.OK;
        }
        try (SimulatedServer server = SimulatedServer.start(directory, world, worldOptions.server(limit, false))) {
            new Truth(world, model, limit).write(directory);
            SimulationReport report = run(world, model, server.api());
            common.err().println("waiting until everything is in the database");
            common.err().flush();
            server.awaitStored();
            PositionJudgement judgement = judged(server, directory);
            ObjectNode json = report.json().put("directory", directory.toString());
            json.setAll(judgement.json());
            String text = table(report).row("data directory", directory).toText();
            common.print(text + System.lineSeparator() + judgement.table().toText(), json);
        }
        return ExitCode.OK;
    }

    private PositionJudgement judged(Path report) throws IOException {
        if (out == null) {
            throw new CandorException(ErrorCode.USAGE, "--judge needs --out, the directory of the simulation");
        }
        return PositionJudgement.of(new ObjectMapper().readTree(report.toFile()), Truth.relativeExamination(out));
    }

    /** Judges what the log of the server tells of θ. */
    private PositionJudgement judged(SimulatedServer server, Path directory) throws IOException {
        common.err().println("estimating position bias");
        common.err().flush();
        PositionStudy study = new PositionStudy(Action.Type.CLICK, Segmentation.score());
        ExposureQuery query = ExposureQuery.of(Set.of(Action.Type.CLICK)).at(Optional.of(placement));
        new DatabaseExposures(server.config(), new DataDirectory(directory)).read(query, study::add);
        return PositionJudgement.of(study.report().toJson(), Truth.relativeExamination(directory));
    }

    private int count(int otherwise) {
        return WorldOptions.or(requests, otherwise);
    }

    private Path directory() throws IOException {
        Path chosen = out == null
                ? common.dataDir()
                        .resolve("simulations")
                        .resolve(VersionNames.at("world", InstantSource.system().instant()))
                : out.toAbsolutePath();
        if (Files.exists(chosen)) {
            throw new CandorException(ErrorCode.USAGE, chosen + " exists; --out names a directory that does not");
        }
        return Files.createDirectories(chosen);
    }

    private SimulationReport run(World world, ClickModel model, URI server) throws InterruptedException {
        TrafficPlan plan = new TrafficPlan(0, count(100_000), placement, limit, connections, batch);
        RecommendationClient client = new RecommendationClient(server, Optional.ofNullable(key));
        try (Progress progress = Progress.start("requests", count(100_000))) {
            return new Simulation(world, model, client, System::nanoTime).run(plan, progress::step);
        }
    }

    private static TablePrinter table(SimulationReport report) {
        return new TablePrinter()
                .row("slates", report.slates())
                .row("clicks", report.clicks())
                .row("accepted events", report.events())
                .row("true utility a slate", number(report.utility()))
                .row("mean relevance shown", number(report.relevance()))
                .row("slates a second", String.format(Locale.ROOT, "%.0f", report.slatesASecond()))
                .row("degraded slates", report.degraded())
                .row("errors", report.errors().isEmpty() ? "none" : new TreeMap<>(report.errors()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}

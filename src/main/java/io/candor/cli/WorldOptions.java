package io.candor.cli;

import io.candor.app.SimulatedServer;
import io.candor.simulation.ClickModel;
import io.candor.simulation.ExaminationCurve;
import io.candor.simulation.World;
import io.candor.simulation.WorldSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The flags that describe a simulated world and the server that is made for it, as a picocli mixin. A loop begins with a model that
 * knows nothing, and has fewer people of whom more is learnt.
 */
final class WorldOptions {
    @Option(names = "--seed", defaultValue = "42", description = "Seed of the world. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--users", description = "How many people. Default: 10000; with --loop 300.")
    private @Nullable Integer users;

    @Option(names = "--items", description = "How many items. Default: 300; with --loop 100.")
    private @Nullable Integer items;

    @Option(names = "--dims", defaultValue = "8", description = "What tastes are about. Default: ${DEFAULT-VALUE}.")
    private int dims;

    @Option(
            names = "--popularity",
            defaultValue = "0.5",
            description =
                    "How much items differ for everybody, beside 1 for the single person. Default: ${DEFAULT-VALUE}.")
    private double popularity;

    @Option(
            names = "--drift",
            defaultValue = "0",
            description = "How far tastes move in 100,000 requests, in radians. Default: ${DEFAULT-VALUE}.")
    private double drift;

    @Option(
            names = "--bots",
            defaultValue = "0",
            description = "Share of users who click on everything, or at random. Default: ${DEFAULT-VALUE}.")
    private double bots;

    @Option(
            names = "--curve",
            defaultValue = "eye_tracking",
            description =
                    "How likely positions are looked at: ${COMPLETION-CANDIDATES} (1/k). Default: ${DEFAULT-VALUE}.")
    private ExaminationCurve curve = ExaminationCurve.EYE_TRACKING;

    @Option(
            names = "--trust",
            defaultValue = "0",
            description = "How much of what is not liked is clicked at the top, for trust. Default: ${DEFAULT-VALUE}.")
    private double trust;

    @Option(
            names = "--knowledge",
            description = "How well the first model knows tastes, 0 to 1. Default: 0.9; with --loop 0.")
    private @Nullable Double knowledge;

    @Option(
            names = "--spread",
            description =
                    "Standard deviation of the first model's scores. Default: 1; with --loop 0.2, as of shares of clicks.")
    private @Nullable Double spread;

    @Option(names = "--temperature", description = "Of the draws. Default: 0.35; with --loop 0.1.")
    private @Nullable Double temperature;

    @Option(names = "--floor", description = "Share of slates drawn uniformly. Default: 0.1; with --loop 0.2.")
    private @Nullable Double floor;

    @Option(
            names = "--candidates",
            description = "Of the best, how many take part in a draw. Default: 30; with --loop 100.")
    private @Nullable Integer candidates;

    World world(boolean loop) {
        return new World(new WorldSettings(
                seed, or(users, loop ? 300 : 10_000), or(items, loop ? 100 : 300), dims, popularity, drift, bots));
    }

    ClickModel clicks() {
        return new ClickModel(curve, trust);
    }

    SimulatedServer.Settings server(int limit, boolean loop) {
        return new SimulatedServer.Settings(
                limit,
                or(temperature, loop ? 0.1 : 0.35),
                or(floor, loop ? 0.2 : 0.1),
                or(candidates, loop ? 100 : 30),
                or(knowledge, loop ? 0.0 : 0.9),
                or(spread, loop ? 0.2 : 1.0));
    }

    static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}

package io.candor.cli;

import io.candor.app.SimulatedServer;
import io.candor.simulation.ClickModel;
import io.candor.simulation.ExaminationCurve;
import io.candor.simulation.World;
import io.candor.simulation.WorldSettings;
import picocli.CommandLine.Option;

/** The flags that describe a simulated world and the server that is made for it, as a picocli mixin. */
final class WorldOptions {
    @Option(names = "--seed", defaultValue = "42", description = "Seed of the world. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--users", defaultValue = "10000", description = "How many people. Default: ${DEFAULT-VALUE}.")
    private int users;

    @Option(names = "--items", defaultValue = "300", description = "How many items. Default: ${DEFAULT-VALUE}.")
    private int items;

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
                    "How likely positions are looked at: eye_tracking, or reciprocal (1/k). Default: ${DEFAULT-VALUE}.")
    private ExaminationCurve curve = ExaminationCurve.EYE_TRACKING;

    @Option(
            names = "--trust",
            defaultValue = "0",
            description = "How much of what is not liked is clicked at the top, for trust. Default: ${DEFAULT-VALUE}.")
    private double trust;

    @Option(
            names = "--knowledge",
            defaultValue = "0.9",
            description = "How well the first model knows tastes, 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double knowledge;

    @Option(names = "--temperature", defaultValue = "0.35", description = "Of the draws. Default: ${DEFAULT-VALUE}.")
    private double temperature;

    @Option(
            names = "--floor",
            defaultValue = "0.1",
            description = "Share of slates drawn uniformly. Default: ${DEFAULT-VALUE}.")
    private double floor;

    @Option(
            names = "--candidates",
            defaultValue = "30",
            description = "Of the best ranked, how many take part in a draw. Default: ${DEFAULT-VALUE}.")
    private int candidates;

    World world() {
        return new World(new WorldSettings(seed, users, items, dims, popularity, drift, bots));
    }

    ClickModel clicks() {
        return new ClickModel(curve, trust);
    }

    SimulatedServer.Settings server(int limit) {
        return new SimulatedServer.Settings(limit, temperature, floor, candidates, knowledge);
    }
}

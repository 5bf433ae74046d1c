package io.candor.cli;

import io.candor.app.LearningLoop;
import io.candor.app.SimulatedServer;
import io.candor.simulation.ClickModel;
import io.candor.simulation.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a loop that corrects for exposure and one that does not, each with a server and a world of its own, one after the other. */
final class LoopRun {
    /** A third of a turn's slates is kept from training. */
    private static final int JUDGED_SHARE = 3;

    private static final int SURVEYED = 300;
    private static final Map<String, String> TRAINING =
            Map.of("dims", "12", "epochs", "15", "alpha0", "0.1", "lambda", "0.5", "nu", "0", "min_value", "0");

    private final World world;
    private final ClickModel clicks;
    private final SimulatedServer.Settings serving;
    private final int requests;
    private final int turns;
    private final CommonOptions common;

    LoopRun(
            World world,
            ClickModel clicks,
            SimulatedServer.Settings serving,
            int requests,
            int turns,
            CommonOptions common) {
        this.world = world;
        this.clicks = clicks;
        this.serving = serving;
        this.requests = requests;
        this.turns = turns;
        this.common = common;
    }

    void run(Path directory) throws IOException, InterruptedException {
        LoopOutput output = new LoopOutput();
        go("debiased", true, directory, output);
        go("naive", false, directory, output);
        Path page = directory.resolve("report.html");
        output.write(
                page,
                List.of(
                        "People of a world of " + world.settings() + " click by " + clicks
                                + ", and a model learns from " + requests + " slates a turn, drawn by " + serving + ".",
                        "debiased corrects clicks for examination, and lets a model serve if the log says with confidence that it earns"
                                + " more; naive takes clicks as they are, and lets every model serve. Best slates are those without"
                                + " exploration; what they are worth only the simulation knows."));
        common.print(
                output.table().toText() + "report: " + page + System.lineSeparator(),
                output.json().put("report", page.toString()));
    }

    private void go(String name, boolean debiased, Path directory, LoopOutput output)
            throws IOException, InterruptedException {
        LearningLoop.Settings settings = new LearningLoop.Settings(
                debiased, requests, requests / JUDGED_SHARE, SURVEYED, serving.limit(), TRAINING);
        try (TrainingDisplay display = new TrainingDisplay(common.err());
                LearningLoop loop =
                        new LearningLoop(directory.resolve(name), world, clicks, serving, settings, display)) {
            output.begin(name, loop.quality());
            for (int turn = 1; turn <= turns; turn++) {
                output.add(loop.turn(name + "-" + turn));
                display.step(output.latest());
            }
        }
    }
}

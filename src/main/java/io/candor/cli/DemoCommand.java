package io.candor.cli;

import io.candor.app.Application;
import io.candor.app.CandorConfig;
import io.candor.app.DataDirectory;
import io.candor.app.DemoModel;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trains a model on the packed film ratings, unless that was done before, and serves it. */
@Command(
        name = "demo",
        description =
                "Train on a packed set of film ratings, serve, and say what to ask. A second start reuses all of it.")
public final class DemoCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Override
    public Integer call() throws InterruptedException {
        CandorConfig config = server.applyTo(common.loadConfig());
        DataDirectory data = new DataDirectory(common.dataDir()).create();
        try (TrainingDisplay display = new TrainingDisplay(common.err())) {
            DemoModel.ensure(data, config.retrieval(), display, InstantSource.system());
        }
        return ServerRun.untilStopped(config, data, application -> invite(config, application));
    }

    private void invite(CandorConfig config, Application application) {
        String base =
                "http://" + config.http().host() + ":" + application.ports().api();
        PrintWriter out = common.out();
        out.println();
        out.println("Candor serves at " + base + ", health and metrics at port "
                + application.ports().management() + ". Try:");
        out.println();
        out.println(recommendations(base, DemoModel.USER, "ten films for somebody"));
        out.println(recommendations(base, "nobody-yet", "ten films for a stranger"));
        out.println("  # what is like " + DemoModel.FILM_TITLE);
        out.println("  curl -s '" + base + "/v1/items/" + DemoModel.FILM + "/similar?limit=10&properties=title,year'");
        out.println();
        out.println("Ctrl-C stops it.");
        out.flush();
    }

    private static String recommendations(String base, String user, String what) {
        return "  # " + what + "\n  curl -s " + base
                + "/v1/placements/home/recommendations -H 'content-type: application/json' \\\n    -d '{\"user\":\""
                + user
                + "\",\"limit\":10,\"properties\":[\"title\",\"year\"]}'\n";
    }
}

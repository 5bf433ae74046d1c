package io.candor.cli;

import io.candor.app.CandorConfig;
import io.candor.app.DataDirectory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Serves the models of a data directory until it is stopped. */
@Command(name = "serve", description = "Serve recommendations until stopped; Ctrl-C or SIGTERM drains and ends it.")
public final class ServeCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Override
    public Integer call() throws InterruptedException {
        CandorConfig config = server.applyTo(common.loadConfig());
        return ServerRun.untilStopped(config, new DataDirectory(common.dataDir()), application -> {
            common.err()
                    .println("serving at http://" + config.http().host() + ":"
                            + application.ports().api());
            common.err().flush();
        });
    }
}

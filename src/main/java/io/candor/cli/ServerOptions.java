package io.candor.cli;

import io.candor.app.CandorConfig;
import io.candor.http.HttpConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of the commands that run a server. */
final class ServerOptions {
    @Option(names = "--port", paramLabel = "PORT", description = "Port of the API; 0 takes a free one.")
    private @Nullable Integer port;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "Port of health and metrics; 0 takes a free one.")
    private @Nullable Integer managementPort;

    CandorConfig applyTo(CandorConfig config) {
        HttpConfig http = config.http();
        return config.withHttp(http.withPorts(
                port == null ? http.port() : port, managementPort == null ? http.managementPort() : managementPort));
    }
}

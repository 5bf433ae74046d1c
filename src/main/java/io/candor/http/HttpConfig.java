package io.candor.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Section {@code http}: where the two servers listen and what they let in.
 *
 * @param host address of the API; anything but loopback needs keys
 * @param port port of the API; 0 takes a free one
 * @param managementHost address of health and metrics
 * @param managementPort port of health and metrics; 0 takes a free one
 * @param requestDeadline how long a slate may take before the request is answered with 503
 * @param idleTimeout how long a connection may be silent, or take to send a request other than a bulk, before it is closed
 * @param drainGrace how long readiness is refused before the listener closes, so that balancers notice
 * @param drainTimeout how long open requests are waited for when stopping
 * @param compression whether answers are compressed for clients that ask; costs more CPU than a slate does
 * @param accessLogSample one request in so many is logged; 0 logs none
 * @param limits what one request or one event loop may take
 * @param cors which other origins may call from a browser
 * @param keysFile file of API keys, shared by all replicas; empty: {@code api.keys} in the data directory
 * @param rates how often a key may be used
 */
public record HttpConfig(
        String host,
        int port,
        String managementHost,
        int managementPort,
        Duration requestDeadline,
        Duration idleTimeout,
        Duration drainGrace,
        Duration drainTimeout,
        boolean compression,
        int accessLogSample,
        HttpLimits limits,
        CorsConfig cors,
        Optional<Path> keysFile,
        KeyRates rates) {
    private static final int MAX_PORT = 65_535;

    public HttpConfig {
        checkPort("port", port);
        checkPort("management_port", managementPort);
        checkText("host", host);
        checkText("management_host", managementHost);
        checkPositive("request_deadline", requestDeadline);
        checkPositive("idle_timeout", idleTimeout);
        checkNotNegative("drain_grace", drainGrace);
        checkNotNegative("drain_timeout", drainTimeout);
        if (accessLogSample < 0) {
            throw new IllegalArgumentException("access_log_sample must be at least 0, was " + accessLogSample);
        }
    }

    public static HttpConfig defaults() {
        return new HttpConfig(
                "127.0.0.1",
                8080,
                "127.0.0.1",
                8081,
                Duration.ofMillis(500),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                false,
                0,
                HttpLimits.defaults(),
                CorsConfig.defaults(),
                Optional.empty(),
                KeyRates.defaults());
    }

    public HttpConfig withPorts(int otherPort, int otherManagementPort) {
        return new HttpConfig(
                host,
                otherPort,
                managementHost,
                otherManagementPort,
                requestDeadline,
                idleTimeout,
                drainGrace,
                drainTimeout,
                compression,
                accessLogSample,
                limits,
                cors,
                keysFile,
                rates);
    }

    private static void checkPort(String field, int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(field + " must be 0 to " + MAX_PORT + ", was " + port);
        }
    }

    private static void checkText(String field, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(field + " must not be empty");
        }
    }

    private static void checkPositive(String field, Duration duration) {
        if (duration.compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException(field + " must be longer than 0, was " + duration);
        }
    }

    private static void checkNotNegative(String field, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(field + " must not be negative, was " + duration);
        }
    }
}

package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.config.ByteSize;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class HttpConfigTest {
    @Test
    void defaults_listenOnLoopbackOnly() {
        assertEquals("127.0.0.1", HttpConfig.defaults().host());
        assertEquals("127.0.0.1", HttpConfig.defaults().managementHost());
    }

    @Test
    void construct_outOfBounds_namesFieldValueAndBound() {
        refused("port must be 0 to 65535, was 65536", () -> ports(65_536, 0));
        refused("management_port must be 0 to 65535, was -1", () -> ports(0, -1));
        refused("max_in_flight must be at least 1, was 0", () -> limits(0, 1, 1, new ByteSize(1)));
        refused("max_slates must be at least 1, was 0", () -> limits(1, 0, 1, new ByteSize(1)));
        refused("max_connections must be at least 1, was 0", () -> limits(1, 1, 0, new ByteSize(1)));
        refused("max_body must be at least 1, was 0", () -> limits(1, 1, 1, new ByteSize(0)));
        refused("size must be below 2GB", () -> limits(1, 1, 1, ByteSize.ofMegabytes(4_096)));
        refused("allowed_origins must be * alone", () -> cors("*", "https://a.example"));
        refused("allowed_origins must be like https://shop.example, was \"shop\"", () -> cors("shop"));
    }

    private static void ports(int port, int managementPort) {
        HttpConfig defaults = HttpConfig.defaults();
        new HttpConfig(
                "h",
                port,
                "h",
                managementPort,
                defaults.requestDeadline(),
                defaults.idleTimeout(),
                defaults.drainGrace(),
                defaults.drainTimeout(),
                false,
                0,
                defaults.limits(),
                defaults.cors(),
                defaults.keysFile(),
                defaults.rates());
    }

    private static void limits(int maxInFlight, int maxSlates, int maxConnections, ByteSize maxBody) {
        new HttpLimits(
                maxInFlight,
                maxSlates,
                maxConnections,
                maxBody,
                new ByteSize(1),
                new ByteSize(1),
                1,
                new ByteSize(1),
                1);
    }

    private static void cors(String... origins) {
        new CorsConfig(List.of(origins), Duration.ZERO);
    }

    private static void refused(String message, Executable construction) {
        String said = assertThrows(IllegalArgumentException.class, construction).getMessage();
        assertTrue(String.valueOf(said).startsWith(message), () -> "said: " + said);
    }
}

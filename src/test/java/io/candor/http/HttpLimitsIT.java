package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.config.ByteSize;
import io.candor.serving.Slate;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the server does at its bounds: too many requests, other origins, requests that are not HTTP. */
class HttpLimitsIT {
    @Test
    void inFlight_overTheBound_isShedAndRecovers() throws Exception {
        try (ApiServer server = new ApiServer(config(limits(2, 1), CorsConfig.defaults()))) {
            CountDownLatch arrived = new CountDownLatch(1);
            Promise<Void> release = Promise.promise();
            server.slates.behaviour = request -> {
                arrived.countDown();
                return release.future().compose(done -> server.slates.answer(request));
            };
            CompletableFuture<ApiAnswer> first = CompletableFuture.supplyAsync(() -> server.recommend("{}"));
            assertTrue(arrived.await(10, TimeUnit.SECONDS));

            ApiAnswer shed = server.recommend("{}");
            assertEquals("overloaded", shed.code());
            assertEquals("1", shed.header("Retry-After"));

            release.complete();
            assertEquals(200, first.get(10, TimeUnit.SECONDS).status());
            assertEquals(200, server.recommend("{}").status());
            String metrics = server.manage("GET", "/metrics").text();
            assertTrue(metrics.contains("candor_http_requests_shed_total 1.0"), metrics);
            assertTrue(metrics.contains("candor_http_requests_in_flight 0.0"), metrics);
        }
    }

    @Test
    void inFlight_onlySlates_eventsAndAnOperatorGetThrough() throws Exception {
        try (ApiServer server = new ApiServer(config(limits(2, 3), CorsConfig.defaults()))) {
            CountDownLatch arrived = new CountDownLatch(3);
            Promise<Void> release = Promise.promise();
            server.slates.behaviour = request -> {
                arrived.countDown();
                return release.future().compose(done -> server.slates.answer(request));
            };
            List<CompletableFuture<ApiAnswer>> slates = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> server.recommend("{}")))
                    .limit(3)
                    .toList();
            assertTrue(arrived.await(10, TimeUnit.SECONDS));

            ApiAnswer refused = server.recommend("{}");
            assertEquals("overloaded", refused.code());
            assertEquals(
                    refused.header("X-Request-Id"),
                    refused.json().path("request_id").asText());
            assertEquals(202, server.events("[]").status());
            assertEquals(200, server.get("/v1/models").status());

            release.complete();
            for (CompletableFuture<ApiAnswer> slate : slates) {
                assertEquals(200, slate.get(10, TimeUnit.SECONDS).status());
            }
        }
    }

    @Test
    void body_packed_isRefusedUnread() {
        try (ApiServer server = new ApiServer()) {
            ApiAnswer answer = server.send(
                    "POST",
                    "/v1/placements/home/recommendations",
                    BodyPublishers.ofString("{}"),
                    "Content-Type",
                    "application/json",
                    "Content-Encoding",
                    "gzip");

            assertEquals("unsupported_media_type", answer.code());
            assertEquals("identity", answer.header("Accept-Encoding"));
        }
    }

    @Test
    void inFlight_clientGone_isGivenBackAndTheSlateClosed() throws Exception {
        try (ApiServer server = new ApiServer()) {
            CountDownLatch arrived = new CountDownLatch(1);
            Promise<Slate> late = Promise.promise();
            server.slates.behaviour = request -> {
                arrived.countDown();
                return late.future();
            };
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                write(
                        socket,
                        "POST /v1/placements/home/recommendations HTTP/1.1\r\nHost: x\r\n"
                                + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
                assertTrue(arrived.await(10, TimeUnit.SECONDS));
            }
            while (!server.manage("GET", "/metrics").text().contains("status=\"aborted\"")) {
                Thread.onSpinWait();
            }
            late.complete(server.slates.answer(server.slates.last()).result());
            while (server.slates.closed.get() == 0) {
                Thread.onSpinWait();
            }
            assertTrue(server.manage("GET", "/metrics").text().contains("candor_http_requests_in_flight 0.0"));
        }
    }

    @Test
    void cors_allowedOrigin_passesPreflightAndRequest() {
        CorsConfig cors = new CorsConfig(List.of("https://shop.example"), Duration.ofMinutes(5));
        try (ApiServer server = new ApiServer(config(HttpLimits.defaults(), cors))) {
            ApiAnswer preflight = server.send(
                    "OPTIONS",
                    "/v1/placements/home/recommendations",
                    BodyPublishers.noBody(),
                    "Origin",
                    "https://shop.example",
                    "Access-Control-Request-Method",
                    "POST",
                    "Access-Control-Request-Headers",
                    "content-type");
            assertEquals(204, preflight.status());
            assertEquals("https://shop.example", preflight.header("Access-Control-Allow-Origin"));
            assertTrue(preflight.header("Access-Control-Allow-Methods").contains("POST"));
            assertTrue(preflight.header("Access-Control-Allow-Headers").contains("content-type"));
            assertEquals("300", preflight.header("Access-Control-Max-Age"));

            ApiAnswer answer = recommendFrom(server, "https://shop.example");
            assertEquals(200, answer.status());
            assertEquals("https://shop.example", answer.header("Access-Control-Allow-Origin"));
            assertTrue(answer.header("Access-Control-Expose-Headers").contains("x-request-id"));
        }
    }

    @Test
    void cors_otherOrigin_isRefusedButTheOwnIsNot() {
        CorsConfig cors = new CorsConfig(List.of("https://shop.example"), Duration.ofMinutes(5));
        try (ApiServer server = new ApiServer(config(HttpLimits.defaults(), cors))) {
            ApiAnswer refused = recommendFrom(server, "https://evil.example");
            assertEquals(403, refused.status());
            assertEquals("origin_not_allowed", refused.code());

            assertEquals(
                    200,
                    recommendFrom(server, "http://127.0.0.1:" + server.port()).status());
        }
    }

    @Test
    void cors_off_sendsNoHeaders() {
        try (ApiServer server = new ApiServer()) {
            ApiAnswer answer = recommendFrom(server, "https://evil.example");

            assertEquals(200, answer.status());
            assertEquals("", answer.header("Access-Control-Allow-Origin"));
        }
    }

    @Test
    void http_notValid_isAnsweredWithProblems() throws IOException {
        try (ApiServer server = new ApiServer()) {
            String line = raw(server, "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertTrue(line.startsWith("HTTP/1.0 414 ") && line.contains("\"code\":\"uri_too_long\""), line);

            String headers = raw(server, "GET / HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(9_000) + "\r\n\r\n");
            assertTrue(headers.contains(" 431 ") && headers.contains("\"code\":\"headers_too_large\""), headers);

            String noHost = raw(server, "GET /v1/models HTTP/1.1\r\nConnection: close\r\n\r\n");
            assertTrue(noHost.startsWith("HTTP/1.1 400 ") && noHost.contains("\"code\":\"invalid_request\""), noHost);
        }
    }

    @Test
    void body_endless_isRefusedAndCutOff() throws IOException {
        try (ApiServer server = new ApiServer();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            write(
                    socket,
                    "POST /v1/placements/home/recommendations HTTP/1.1\r\nHost: x\r\n"
                            + "Content-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n{}");
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
        }
    }

    private static HttpLimits limits(int maxInFlight, int maxSlates) {
        return new HttpLimits(
                maxInFlight,
                maxSlates,
                16,
                ByteSize.ofKilobytes(64),
                ByteSize.ofKilobytes(64),
                ByteSize.ofKilobytes(64),
                10,
                ByteSize.ofKilobytes(64),
                10);
    }

    private static ApiAnswer recommendFrom(ApiServer server, String origin) {
        return server.send(
                "POST",
                "/v1/placements/home/recommendations",
                BodyPublishers.ofString("{}"),
                "Content-Type",
                "application/json",
                "Origin",
                origin);
    }

    private static String raw(ApiServer server, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            write(socket, request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    static HttpConfig config(HttpLimits limits, CorsConfig cors) {
        HttpConfig defaults = HttpConfig.defaults();
        return new HttpConfig(
                defaults.host(),
                defaults.port(),
                defaults.managementHost(),
                defaults.managementPort(),
                defaults.requestDeadline(),
                defaults.idleTimeout(),
                defaults.drainGrace(),
                defaults.drainTimeout(),
                false,
                1,
                limits,
                cors,
                defaults.keysFile(),
                defaults.rates());
    }
}

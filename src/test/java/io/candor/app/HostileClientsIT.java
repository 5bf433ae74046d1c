package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.MetricsText;
import io.candor.app.TestServer.Answer;
import io.candor.http.HttpConfig;
import io.candor.http.HttpLimits;
import io.candor.storage.PostgresExtension;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Clients that mean harm, against a whole server; everybody else goes on being served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileClientsIT {
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int IN_FLIGHT = 4;
    private static final int CONNECTIONS = 16;

    /** Connections that the client of the tests itself may keep open. */
    private static final int WELL_BEHAVED = 4;

    private static final int LOOPS = Runtime.getRuntime().availableProcessors();
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final String SLATE_HEAD = String.join(
            "\r\n",
            "POST /v1/placements/popular/recommendations HTTP/1.1",
            "Host: x",
            "Content-Type: application/json",
            "Content-Length: 1000",
            "",
            "");

    private final List<Socket> sockets = new ArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private TestServer server;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        CandorConfig config = TestServer.config(PostgresExtension.freshDatabase(vertx));
        server = TestServer.start(directory, config.withHttp(strict(config.http())), InstantSource.system());
        server.offer("m", 50, 1);
        server.awaitModel("m");
    }

    @AfterEach
    void disconnect() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
        server.await("they are gone", () -> metric("candor_http_connections") <= WELL_BEHAVED);
    }

    @AfterAll
    void stop() {
        server.close();
        vertx.close().await();
    }

    private static HttpConfig strict(HttpConfig http) {
        HttpLimits limits = http.limits();
        return new HttpConfig(
                http.host(),
                http.port(),
                http.managementHost(),
                http.managementPort(),
                http.requestDeadline(),
                IDLE,
                http.drainGrace(),
                http.drainTimeout(),
                http.compression(),
                http.accessLogSample(),
                new HttpLimits(
                        IN_FLIGHT,
                        limits.maxSlates(),
                        CONNECTIONS,
                        limits.maxBody(),
                        limits.maxItemBody(),
                        limits.maxBulkBody(),
                        limits.bulkBatch(),
                        limits.maxEventsBody(),
                        limits.maxEvents()),
                http.cors(),
                http.keysFile(),
                http.rates());
    }

    @Test
    void silent_forLong_isClosed() throws Exception {
        Socket socket = connect();

        assertEquals("", readAll(socket));
        assertServed();
    }

    @Test
    void head_trickling_isClosed() throws Exception {
        Socket socket = connect();
        socket.setSoTimeout(1);
        OutputStream out = socket.getOutputStream();
        long begun = System.nanoTime();
        out.write("GET /v1/models HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
        while (!isClosed(socket)) {
            assertTrue(System.nanoTime() - begun < TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS), "never closed");
            trickle(out);
        }
        assertServed();
    }

    @Test
    void body_trickling_isAnsweredAndClosed() throws Exception {
        Socket socket = connect();
        socket.setSoTimeout(1);
        OutputStream out = socket.getOutputStream();
        out.write(SLATE_HEAD.getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        long begun = System.nanoTime();
        while (!isClosed(socket, answer)) {
            assertTrue(System.nanoTime() - begun < TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS), "never closed");
            trickle(out);
        }
        String text = answer.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith("HTTP/1.1 408 ") && text.contains("\"code\":\"request_too_slow\""), text);
        assertServed();
    }

    @Test
    void bodies_tricklingInEveryPlace_giveWay() throws Exception {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 2 * LOOPS * IN_FLIGHT; i++) {
            Socket socket = connect();
            socket.getOutputStream().write(SLATE_HEAD.getBytes(StandardCharsets.US_ASCII));
            slow.add(socket);
        }
        server.await(
                "slates are served again",
                () -> server.recommend("popular", "{}").status() == 200);

        // Who had a place and was silent is told so (408), or closed for its silence, whichever comes first.
        int refused = 0;
        for (Socket socket : slow) {
            String answer = readAll(socket);
            assertTrue(
                    answer.isEmpty() || answer.startsWith("HTTP/1.1 408 ") || answer.startsWith("HTTP/1.1 503 "),
                    answer);
            refused += answer.startsWith("HTTP/1.1 503 ") ? 1 : 0;
        }
        assertTrue(refused < slow.size(), "nobody had a place");
    }

    @Test
    void connections_overTheBound_theLongestIdleGiveWay() throws Exception {
        for (int i = 0; i < 4 * LOOPS * CONNECTIONS; i++) {
            connect();
        }
        assertEquals("", readAll(sockets.getFirst()));
        assertServed();
        assertTrue(metric("candor_http_connections") <= LOOPS * CONNECTIONS);
        assertTrue(metric("candor_http_connections_dropped_total") >= 3 * LOOPS * CONNECTIONS);
    }

    @Test
    void answers_unread_holdBackWhoDoesNotReadThem() throws Exception {
        byte[] request = "GET /openapi.yaml HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        int answerBytes =
                server.call("GET", "/openapi.yaml", "").response().body().length();
        try (SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()))) {
            channel.configureBlocking(false);
            long sent = flood(channel, request);
            double answered = metric("candor_http_request_duration_seconds_count"
                    + "{method=\"GET\",route=\"/openapi.yaml\",status=\"2xx\"}");

            assertServed();
            assertTrue(sent > 20 * answered, sent + " requests, " + answered + " answers");
            assertTrue(answered * answerBytes < 32e6, answered + " answers of " + answerBytes + " bytes");
        }
    }

    /** Sends until the server takes no more; returns how many requests it took. */
    private static long flood(SocketChannel channel, byte[] request) throws IOException {
        ByteBuffer many = ByteBuffer.allocate(1000 * request.length);
        for (int i = 0; i < 1000; i++) {
            many.put(request);
        }
        many.flip();
        long bytes = 0;
        int refused = 0;
        while (refused < 20 && bytes < 1L << 30) {
            int written = channel.write(many);
            bytes += written;
            refused = written == 0 ? refused + 1 : 0;
            if (!many.hasRemaining()) {
                many.rewind();
            }
            if (written == 0) {
                LockSupport.parkNanos(PACE_NANOS / 4);
            }
        }
        return bytes / request.length;
    }

    @Test
    void body_packed_isRefused() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bomb)) {
            packed.write(new byte[10 << 20]);
        }
        Socket socket = connect();
        OutputStream out = socket.getOutputStream();
        out.write(("POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
                        + "Content-Length: " + bomb.size() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(bomb.toByteArray());
        String answer = readAll(socket);

        assertTrue(answer.startsWith("HTTP/1.1 415 ") && answer.contains("unsupported_media_type"), answer);
        assertServed();
    }

    @Test
    void head_huge_isRefused() throws Exception {
        Socket socket = connect();
        socket.getOutputStream()
                .write(("GET / HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(9_000) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        String answer = readAll(socket);

        assertTrue(answer.contains(" 431 ") && answer.contains("\"code\":\"headers_too_large\""), answer);
        assertServed();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        sockets.add(socket);
        return socket;
    }

    private static void trickle(OutputStream out) {
        LockSupport.parkNanos(PACE_NANOS);
        try {
            out.write('x');
        } catch (IOException e) {
            // The server has closed; the reader will see it.
            return;
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        return isClosed(socket, new ByteArrayOutputStream());
    }

    /** Takes what has come, and returns whether that was the end. */
    private static boolean isClosed(Socket socket, ByteArrayOutputStream answer) throws IOException {
        try {
            for (int b = socket.getInputStream().read();
                    b >= 0;
                    b = socket.getInputStream().read()) {
                answer.write(b);
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Returns what comes until the server closes, which a reset does too. */
    private static String readAll(Socket socket) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        assertTrue(isClosed(socket, answer), () -> "not closed after " + answer.toString(StandardCharsets.UTF_8));
        return answer.toString(StandardCharsets.UTF_8);
    }

    private void assertServed() throws Exception {
        Answer slate = server.recommend("popular", "{\"limit\":5}");
        assertEquals(200, slate.status(), () -> slate.response().body());
        assertEquals(5, slate.ids().size());
    }

    private double metric(String name) throws Exception {
        return new MetricsText(server.manage("/metrics").response().body()).value(name);
    }
}

package io.candor.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/**
 * A collector of OpenTelemetry spans: takes OTLP over HTTP as protobuf, of which it reads just the fields that tests look at.
 * It holds every export back while {@link #hold} is closed.
 */
final class OtlpCollector implements AutoCloseable {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
    private final Queue<String> raw = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch hold = new CountDownLatch(0);

    /** A span as it was exported; ids in hexadecimal, times in epoch nanoseconds. */
    record Span(
            String traceId,
            String spanId,
            String parentId,
            String name,
            long start,
            long end,
            Map<String, String> attributes) {}

    OtlpCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    /** Everything that came, as Latin-1. */
    String raw() {
        return String.join("", raw);
    }

    void hold() {
        hold = new CountDownLatch(1);
    }

    void letGo() {
        hold.countDown();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            hold.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        raw.add(new String(body, StandardCharsets.ISO_8859_1));
        for (ByteBuffer resource : messages(ByteBuffer.wrap(body), 1)) {
            for (ByteBuffer scope : messages(resource, 2)) {
                messages(scope, 2).forEach(span -> spans.add(span(span)));
            }
        }
        exchange.getResponseHeaders().set("content-type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /** Returns the first value of a field, eight zeros without one. */
    private static ByteBuffer first(Map<Integer, List<ByteBuffer>> fields, int number) {
        return fields.getOrDefault(number, List.of(ByteBuffer.allocate(8))).getFirst();
    }

    private static Span span(ByteBuffer message) {
        Map<Integer, List<ByteBuffer>> fields = fields(message);
        IntFunction<ByteBuffer> field = number -> first(fields, number);
        Map<String, String> attributes = new HashMap<>();
        for (ByteBuffer attribute : fields.getOrDefault(9, List.of())) {
            Map<Integer, List<ByteBuffer>> pair = fields(attribute);
            Map<Integer, List<ByteBuffer>> value = fields(first(pair, 2));
            attributes.put(
                    text(first(pair, 1)),
                    value.containsKey(1)
                            ? text(first(value, 1))
                            : String.valueOf(first(value, 3).getLong(0)));
        }
        return new Span(
                hex(field.apply(1)),
                hex(field.apply(2)),
                fields.containsKey(4) ? hex(field.apply(4)) : "",
                text(field.apply(5)),
                field.apply(7).getLong(0),
                field.apply(8).getLong(0),
                attributes);
    }

    private static List<ByteBuffer> messages(ByteBuffer message, int number) {
        return fields(message).getOrDefault(number, List.of());
    }

    /** Returns the fields of a message by number; a number as eight bytes, little endian. */
    private static Map<Integer, List<ByteBuffer>> fields(ByteBuffer message) {
        ByteBuffer in = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, List<ByteBuffer>> fields = new HashMap<>();
        while (in.hasRemaining()) {
            int tag = (int) varint(in);
            ByteBuffer value = switch (tag & 7) {
                case VARINT -> number(varint(in));
                case FIXED64 -> number(in.getLong());
                case BYTES -> bytes(in, (int) varint(in));
                default -> number(in.getInt());
            };
            fields.computeIfAbsent(tag >>> 3, any -> new ArrayList<>()).add(value);
        }
        return fields;
    }

    private static ByteBuffer number(long value) {
        return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
    }

    private static ByteBuffer bytes(ByteBuffer in, int length) {
        ByteBuffer value = in.slice(in.position(), length);
        in.position(in.position() + length);
        return value;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            value |= (long) (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    @Override
    public void close() {
        letGo();
        server.stop(0);
        threads.shutdownNow();
    }
}

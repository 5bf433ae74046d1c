package io.candor.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests of one batch size, written beforehand; what is new in each is twelve digits of every event's id. An event is a
 * dwell, which counts every time, with token, item, time and a number. A token serves up to {@value #EVENTS_A_SLATE} events in
 * a row.
 */
final class EventRequests {
    private static final int EVENTS_A_SLATE = 10;
    private static final int DIGITS = 12;
    private static final String BLANK_DIGITS = "0".repeat(DIGITS);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final AtomicLong IDS = new AtomicLong(System.nanoTime() & 0xff_ffff_ffffL);

    private final ByteBuffer request;
    private final int[] digitsAt;

    /** @param first which of the slates the first event is of */
    EventRequests(String path, List<ShownSlate> slates, int first, int batch, long millis) {
        StringBuilder body = new StringBuilder("{\"events\":[");
        int[] at = new int[batch];
        for (int i = 0; i < batch; i++) {
            ShownSlate slate = slates.get((first + i / EVENTS_A_SLATE) % slates.size());
            body.append(i == 0 ? "" : ",").append("{\"type\":\"dwell\",\"id\":\"019a0000-0000-7000-8000-");
            at[i] = body.length();
            body.append(BLANK_DIGITS).append("\",\"token\":\"").append(slate.token());
            body.append("\",\"item\":\"")
                    .append(slate.items().get(i % slate.items().size()));
            body.append("\",\"ts\":")
                    .append(millis)
                    .append(",\"value\":")
                    .append(5 + i % 90)
                    .append('}');
        }
        byte[] json = body.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = PlainClient.request(path, json);
        for (int i = 0; i < batch; i++) {
            at[i] += bytes.length - json.length;
        }
        request = ByteBuffer.allocateDirect(bytes.length).put(bytes);
        digitsAt = at;
    }

    /** Returns the next request, with ids that were never used, ready to be read; valid until the next call. */
    ByteBuffer next() {
        long id = IDS.getAndAdd(digitsAt.length);
        for (int at : digitsAt) {
            long rest = id++;
            for (int d = DIGITS - 1; d >= 0; d--) {
                request.put(at + d, HEX[(int) (rest & 15)]);
                rest >>>= 4;
            }
        }
        return again();
    }

    /** Returns the last request once more. */
    ByteBuffer again() {
        return request.rewind();
    }
}

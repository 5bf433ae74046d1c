package io.candor.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One answer as it comes in over a connection. Not thread-safe. */
final class AnswerBuffer {
    private static final int FIRST_BYTES = 1 << 16;
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final byte[] LENGTH = bytes("\r\ncontent-length: ");
    private static final byte[] BODY = bytes("\r\n\r\n");

    private ByteBuffer in = ByteBuffer.allocate(FIRST_BYTES);

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Takes what has come; returns whether the answer is complete. */
    boolean read(SocketChannel channel) throws IOException {
        if (!in.hasRemaining()) {
            in = ByteBuffer.allocate(2 * in.capacity()).put(in.flip());
        }
        if (channel.read(in) < 0) {
            throw new IOException("the server closed a connection");
        }
        int body = bodyAt();
        return body >= 0 && in.position() >= body + contentLength();
    }

    /** Forgets the answer, so that the next one can come. */
    void clear() {
        in.clear();
    }

    /** Returns the status; the answer is complete. */
    int status() {
        return 100 * digit(0) + 10 * digit(1) + digit(2);
    }

    private int digit(int at) {
        return in.get(STATUS_AT + at) - '0';
    }

    /** Returns whether the body contains a text. */
    boolean bodyHas(byte[] text) {
        return find(text, bodyAt()) >= 0;
    }

    private int bodyAt() {
        int end = find(BODY, 0);
        return end < 0 ? -1 : end + BODY.length;
    }

    private int contentLength() {
        int length = 0;
        for (int i = find(LENGTH, 0) + LENGTH.length; in.get(i) != '\r'; i++) {
            length = 10 * length + in.get(i) - '0';
        }
        return length;
    }

    private int find(byte[] text, int from) {
        for (int i = from; i <= in.position() - text.length; i++) {
            if (matches(text, i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(byte[] text, int at) {
        for (int i = 0; i < text.length; i++) {
            if (in.get(at + i) != text[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
    }
}

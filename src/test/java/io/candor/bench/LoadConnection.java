package io.candor.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One connection that sends its next batch as soon as the last one is acknowledged, and one that was refused again. */
final class LoadConnection implements AutoCloseable {
    private static final int ANSWER_BYTES = 1 << 16;
    private static final byte[] ACCEPTED = bytes("HTTP/1.1 202");
    private static final byte[] UNAVAILABLE = bytes("HTTP/1.1 503");
    private static final byte[] LENGTH = bytes("\r\ncontent-length: ");
    private static final byte[] BODY = bytes("\r\n\r\n");

    private final SocketChannel channel;
    private final SelectionKey key;
    private final List<EventRequests> requests;
    private final ByteBuffer in = ByteBuffer.allocate(ANSWER_BYTES);
    private final byte[] accepted;
    private EventRequests current;
    private ByteBuffer out;
    private int turn;
    private long sentNanos;
    private boolean resent;
    private int refused;

    /** @param requests taken in turn */
    LoadConnection(Selector selector, int port, List<EventRequests> requests, int batch) throws IOException {
        this.requests = requests;
        this.current = requests.getFirst();
        this.out = current.again();
        this.accepted = bytes("\"accepted\":" + batch + ",");
        this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns how often the server was too busy for a batch, which then was sent again with the same ids. */
    int refused() {
        return refused;
    }

    void send() throws IOException {
        current = requests.get(turn++ % requests.size());
        out = current.next();
        resent = false;
        sentNanos = System.nanoTime();
        write();
    }

    private void write() throws IOException {
        channel.write(out);
        if (out.hasRemaining()) {
            key.interestOps(SelectionKey.OP_WRITE | SelectionKey.OP_READ);
        } else if (key.interestOps() != SelectionKey.OP_READ) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /** Goes on; returns the nanoseconds from request to acknowledgement when there is one, else -1. */
    long progress() throws IOException {
        if (out.hasRemaining()) {
            write();
        }
        int read = channel.read(in);
        if (read < 0) {
            throw new IOException("the server closed a connection");
        }
        int body = find(BODY, 0) + BODY.length;
        if (body < BODY.length || in.position() < body + contentLength()) {
            return -1;
        }
        if (startsWith(UNAVAILABLE)) {
            refused++;
            resent = true;
            in.clear();
            out = current.again();
            write();
            return -1;
        }
        // Of a batch that was refused some events may have been taken.
        if (!startsWith(ACCEPTED) || (!resent && find(accepted, body) < 0)) {
            throw new IOException("not all of a batch was accepted: "
                    + new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1));
        }
        in.clear();
        return System.nanoTime() - sentNanos;
    }

    private int contentLength() {
        int length = 0;
        for (int i = find(LENGTH, 0) + LENGTH.length; in.get(i) != '\r'; i++) {
            length = 10 * length + in.get(i) - '0';
        }
        return length;
    }

    private boolean startsWith(byte[] text) {
        return in.position() >= text.length && matches(text, 0);
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
    public void close() throws IOException {
        channel.close();
    }
}

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

/** One connection that sends its next batch as soon as the last one is acknowledged. */
final class LoadConnection implements AutoCloseable {
    private static final int ANSWER_BYTES = 1 << 16;
    private static final String LENGTH = "\r\ncontent-length: ";

    private final SocketChannel channel;
    private final SelectionKey key;
    private final List<EventRequests> requests;
    private final ByteBuffer out;
    private final ByteBuffer in = ByteBuffer.allocate(ANSWER_BYTES);
    private final String accepted;
    private int turn;
    private long sentNanos;

    /** @param requests taken in turn */
    LoadConnection(Selector selector, int port, List<EventRequests> requests, int batch) throws IOException {
        this.requests = requests;
        this.out = ByteBuffer.allocateDirect(
                requests.stream().mapToInt(EventRequests::length).max().orElseThrow());
        this.accepted = "\"accepted\":" + batch + ",";
        this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send() throws IOException {
        requests.get(turn++ % requests.size()).next(out);
        sentNanos = System.nanoTime();
        write();
    }

    private void write() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE | SelectionKey.OP_READ : SelectionKey.OP_READ);
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
        if (read == 0) {
            return -1;
        }
        String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
        int body = text.indexOf("\r\n\r\n") + 4;
        if (body < 4 || text.length() < body + contentLength(text)) {
            return -1;
        }
        long nanos = System.nanoTime() - sentNanos;
        if (!text.startsWith("HTTP/1.1 202") || text.indexOf(accepted, body) < 0) {
            throw new IOException("not all of a batch was accepted: " + text);
        }
        in.clear();
        return nanos;
    }

    private static int contentLength(String text) {
        int begin = text.indexOf(LENGTH) + LENGTH.length();
        return Integer.parseInt(text.substring(begin, text.indexOf('\r', begin)));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

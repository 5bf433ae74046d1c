package io.candor.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;

/** One connection that sends its next batch as soon as the last one is acknowledged, and one that was refused again. */
final class LoadConnection implements AutoCloseable {
    private static final int ACCEPTED = 202;
    private static final int UNAVAILABLE = 503;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final List<EventRequests> requests;
    private final AnswerBuffer in = new AnswerBuffer();
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
        this.accepted = AnswerBuffer.bytes("\"accepted\":" + batch + ",");
        this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
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
        if (!in.read(channel)) {
            return -1;
        }
        if (in.status() == UNAVAILABLE) {
            refused++;
            resent = true;
            in.clear();
            out = current.again();
            write();
            return -1;
        }
        // Of a batch that was refused some events may have been taken.
        if (in.status() != ACCEPTED || (!resent && !in.bodyHas(accepted))) {
            throw new IOException("not all of a batch was accepted: " + in);
        }
        in.clear();
        return System.nanoTime() - sentNanos;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package io.candor.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Requests that are sent when they are due, whether the server has answered earlier ones or not, as those of many people are. Each
 * kind has its own connections and rate; one whose connections are all waiting is counted as not sent. Connections take turns, so that
 * none is idle for long: thousands that time out at once, and are made again, would hold up what is to be sent. Latency counts from when
 * a request was due. All on one thread.
 */
final class OpenLoad implements AutoCloseable {
    /** As many as there are connections for: the next is sent when one was answered. */
    static final double CLOSED = Double.POSITIVE_INFINITY;

    private static final int TURN_MILLIS = 1;
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final Selector selector = Selector.open();
    private final List<Stream> streams = new ArrayList<>();
    private final int port;

    OpenLoad(int port) throws IOException {
        this.port = port;
    }

    /** What became of the requests of a kind; those answered within a run, and the latencies of the ones that went well. */
    static final class Tally {
        private final Latencies served = new Latencies(1);
        private int shed;
        private int failed;
        private int unsent;
        private String lastFailure = "";

        Latencies served() {
            return served;
        }

        /** Returns how many were answered with 503. */
        int shed() {
            return shed;
        }

        /** Returns how many were answered with another error, or not at all. */
        int failed() {
            return failed;
        }

        /** Returns how many found all connections waiting. */
        int unsent() {
            return unsent;
        }

        String lastFailure() {
            return lastFailure;
        }

        private void failed(String why) {
            failed++;
            lastFailure = why;
        }
    }

    /** The requests of one kind. */
    static final class Stream {
        private final Supplier<ByteBuffer> requests;
        private final Deque<Connection> free = new ArrayDeque<>();
        private final List<Connection> connections = new ArrayList<>();
        private Tally tally = new Tally();
        private double intervalNanos;
        private double dueNanos;

        private Stream(Supplier<ByteBuffer> requests) {
            this.requests = requests;
        }

        /** Says how many requests a second the next runs send, from 0 to {@link #CLOSED}. */
        void rate(double perSecond) {
            intervalNanos = 1e9 / perSecond;
        }

        /** Returns what became of the requests of the last run. */
        Tally tally() {
            return tally;
        }

        private void begin(long now) {
            tally = new Tally();
            dueNanos = now + intervalNanos;
        }

        private void sendDue(long now) throws IOException {
            if (intervalNanos == 0) {
                while (!free.isEmpty()) {
                    free.pop().send(requests.get(), System.nanoTime());
                }
            }
            while (intervalNanos > 0 && dueNanos <= now) {
                if (free.isEmpty()) {
                    tally.unsent++;
                } else {
                    free.pop().send(requests.get(), (long) dueNanos);
                }
                dueNanos += intervalNanos;
            }
        }

        private int waiting() {
            return connections.size() - free.size();
        }
    }

    /** Adds a kind, which sends nothing until it is given a rate. */
    Stream add(int connections, Supplier<ByteBuffer> requests) throws IOException {
        Stream stream = new Stream(requests);
        stream.rate(0);
        for (int i = 0; i < connections; i++) {
            stream.connections.add(new Connection(stream));
        }
        stream.free.addAll(stream.connections);
        streams.add(stream);
        return stream;
    }

    /** Sends for so long, then takes what is still owed. */
    void run(double seconds) throws IOException {
        long now = System.nanoTime();
        long end = now + (long) (seconds * 1e9);
        for (Stream stream : streams) {
            stream.begin(now);
        }
        while (now < end || (isOwed() && now < end + PATIENCE_NANOS)) {
            if (now < end) {
                for (Stream stream : streams) {
                    stream.sendDue(now);
                }
            }
            selector.select(key -> ((Connection) key.attachment()).progress(), TURN_MILLIS);
            now = System.nanoTime();
        }
        for (Stream stream : streams) {
            stream.tally.served.end();
            List.copyOf(stream.connections).stream().filter(c -> c.busy).forEach(c -> c.failed("no answer"));
        }
    }

    private boolean isOwed() {
        return streams.stream().anyMatch(stream -> stream.waiting() > 0);
    }

    /** A connection with one request at a time. */
    private final class Connection {
        private final Stream stream;
        private final SocketChannel channel;
        private final SelectionKey key;
        private final AnswerBuffer in = new AnswerBuffer();
        private final ByteBuffer out = ByteBuffer.allocate(1 << 16);
        private long dueNanos;
        private boolean busy;

        Connection(Stream stream) throws IOException {
            this.stream = stream;
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(ByteBuffer request, long due) {
            dueNanos = due;
            busy = true;
            out.clear().put(request).flip();
            write();
        }

        private void write() {
            try {
                channel.write(out);
                key.interestOps(
                        out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
            } catch (IOException e) {
                failed(e.toString());
            }
        }

        void progress() {
            if (busy && out.hasRemaining()) {
                write();
            }
            if (!channel.isOpen()) {
                return;
            }
            try {
                if (in.read(channel)) {
                    answered();
                }
            } catch (IOException e) {
                failed(e.toString());
            }
        }

        private void answered() {
            int status = in.status();
            if (status / 100 == 2) {
                stream.tally.served.add(System.nanoTime() - dueNanos);
            } else if (status == 503) {
                stream.tally.shed++;
            } else {
                stream.tally.failed(in.toString());
            }
            in.clear();
            busy = false;
            stream.free.add(this);
        }

        /** Takes another connection in the place of this one. An idle one that was closed has cost no request. */
        private void failed(String why) {
            if (busy) {
                stream.tally.failed(why);
            } else {
                stream.free.remove(this);
            }
            busy = false;
            stream.connections.remove(this);
            try {
                close();
                Connection next = new Connection(stream);
                stream.connections.add(next);
                stream.free.add(next);
            } catch (IOException e) {
                stream.tally.failed("cannot connect: " + e);
            }
        }

        void close() throws IOException {
            key.cancel();
            channel.close();
        }
    }

    @Override
    public void close() throws IOException {
        for (Stream stream : streams) {
            for (Connection connection : stream.connections) {
                connection.close();
            }
        }
        selector.close();
    }
}

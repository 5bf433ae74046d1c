package io.candor.app;

import io.candor.storage.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A way to a server that can be made slow, or lose everything. */
final class TcpProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 200, InetAddress.ofLiteral("127.0.0.1"));
    private final URI target;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private volatile long delayNanos;
    private volatile boolean losing;

    TcpProxy(URI target) throws IOException {
        this.target = target;
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    /** Returns a database as it is reached this way. */
    DatabaseAddress wayTo(DatabaseAddress database) {
        String uri =
                database.uri().toString().replace(":" + target.getPort() + "/", ":" + listener.getLocalPort() + "/");
        return new DatabaseAddress(URI.create(uri), database.password());
    }

    /** Delays what passes, in each direction. */
    void delay(long millis) {
        delayNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Lets nothing through, as a network that is gone, until called with false; connections stay. */
    void lose(boolean everything) {
        losing = everything;
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                Socket server = new Socket(target.getHost(), target.getPort());
                sockets.add(client);
                sockets.add(server);
                Thread.ofVirtual().start(() -> pass(client, server));
                Thread.ofVirtual().start(() -> pass(server, client));
            }
        } catch (IOException e) {
            // The proxy, or what it leads to, is closed; let go of who waits.
            losing = false;
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] chunk = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                LockSupport.parkNanos(delayNanos);
                while (losing) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                }
                out.write(chunk, 0, read);
            }
        } catch (IOException e) {
            // One side is gone; so is the other now.
            sockets.remove(from);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}

package io.candor.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Batches of events over connections that each wait for their acknowledgement, all on one thread. */
final class EventLoad implements AutoCloseable {
    private static final int TEMPLATES = 8;

    private final Selector selector = Selector.open();
    private final List<LoadConnection> connections = new ArrayList<>();
    private final int batch;

    /** @param path where the batches are posted */
    EventLoad(int port, String path, List<ShownSlate> slates, int connectionCount, int batch) throws IOException {
        this.batch = batch;
        long millis = System.currentTimeMillis();
        for (int c = 0; c < connectionCount; c++) {
            List<EventRequests> requests = new ArrayList<>();
            for (int t = 0; t < TEMPLATES; t++) {
                int first = ThreadLocalRandom.current().nextInt(slates.size());
                requests.add(new EventRequests(path, slates, first, batch, millis));
            }
            connections.add(new LoadConnection(selector, port, requests, batch));
        }
    }

    /** Sends for so long, then takes what is still owed; every event was acknowledged when this returns. */
    Latencies run(double seconds) throws IOException {
        Latencies latencies = new Latencies(batch);
        long end = latencies.begin() + (long) (seconds * 1e9);
        int open = connections.size();
        for (LoadConnection connection : connections) {
            connection.send();
        }
        while (open > 0) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                LoadConnection connection = (LoadConnection) key.attachment();
                long nanos = connection.progress();
                if (nanos < 0) {
                    continue;
                }
                latencies.add(nanos);
                if (System.nanoTime() < end) {
                    connection.send();
                } else {
                    open--;
                }
            }
            selector.selectedKeys().clear();
        }
        latencies.end();
        connections.forEach(connection -> latencies.refused(connection.refused()));
        return latencies;
    }

    @Override
    public void close() throws IOException {
        for (LoadConnection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}

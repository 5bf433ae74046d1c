package io.candor.http;

/**
 * Whether the process is about to stop. Once begun it does not end: readiness is refused, and every answer asks the client
 * to close its connection, so that {@code HttpServer.shutdown} finds few left to wait for. Thread-safe.
 */
public final class Draining {
    private volatile boolean begun;

    public void begin() {
        begun = true;
    }

    public boolean begun() {
        return begun;
    }
}

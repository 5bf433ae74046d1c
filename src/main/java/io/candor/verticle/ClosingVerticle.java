package io.candor.verticle;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Closes something when Vert.x is closed, however that comes about. One instance, on a worker thread. */
public final class ClosingVerticle extends VerticleBase {
    private final AutoCloseable closeable;

    public ClosingVerticle(AutoCloseable closeable) {
        this.closeable = closeable;
    }

    @Override
    public Future<?> stop() throws Exception {
        closeable.close();
        return Future.succeededFuture();
    }
}

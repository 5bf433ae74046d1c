package io.candor.verticle;

import io.candor.access.KeyFileWatch;
import io.candor.http.ApiKeys;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Puts in force what changes in the key file. One instance, on a worker thread, for it reads the disk. */
public final class KeyVerticle extends VerticleBase {
    private static final long POLL_MILLIS = 500;

    private final KeyFileWatch file;
    private final ApiKeys keys;

    public KeyVerticle(KeyFileWatch file, ApiKeys keys) {
        this.file = file;
        this.keys = keys;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(POLL_MILLIS, timer -> file.poll().ifPresent(keys::replace));
        return Future.succeededFuture();
    }
}

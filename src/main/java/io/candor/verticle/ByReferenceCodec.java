package io.candor.verticle;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Hands the object itself from sender to receiver, which are in the same process. Stateless. */
final class ByReferenceCodec implements MessageCodec<Object, Object> {
    static final String NAME = "candor.by-reference";
    private static final byte USER_CODEC = -1;

    @Override
    public void encodeToWire(Buffer buffer, Object message) {
        throw new UnsupportedOperationException("messages of this process do not leave it");
    }

    @Override
    public Object decodeFromWire(int position, Buffer buffer) {
        throw new UnsupportedOperationException("messages of this process do not leave it");
    }

    @Override
    public Object transform(Object message) {
        return message;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return USER_CODEC;
    }
}

package io.candor.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Buffers that JSON is generated into, as UTF-8. A thread keeps its generator, which takes as much to make as a short answer, for the
 * next one. What is generated is copied once, into a buffer of its size, unless it is longer than the generator's own.
 */
final class JsonBuffer extends OutputStream {
    private static final JsonFactory JSON =
            new JsonFactoryBuilder().rootValueSeparator("").build();

    private static final ThreadLocal<@Nullable JsonBuffer> IDLE = new ThreadLocal<>();

    private final JsonGenerator out;
    private @Nullable Buffer buffer;

    private JsonBuffer() throws IOException {
        out = JSON.createGenerator(this);
    }

    /** Something that can be written as JSON. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator out) throws IOException;
    }

    /** Returns the content in a buffer. */
    static Buffer render(Content content) {
        JsonBuffer idle = IDLE.get();
        try {
            JsonBuffer stream = idle == null ? new JsonBuffer() : idle;
            // A generator that stopped halfway is of no more use, and content may render content of its own.
            IDLE.set(null);
            Buffer rendered = stream.write(content);
            IDLE.set(stream);
            return rendered;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Buffer write(Content content) throws IOException {
        content.write(out);
        if (!out.getOutputContext().inRoot()) {
            throw new IllegalStateException("what was written as JSON has no end");
        }
        out.flush();
        Buffer rendered = buffer == null ? Buffer.buffer() : buffer;
        buffer = null;
        return rendered;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        Buffer written = buffer;
        if (written == null) {
            written = Buffer.buffer(length);
            buffer = written;
        }
        written.appendBytes(bytes, offset, length);
    }
}

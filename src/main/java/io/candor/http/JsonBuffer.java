package io.candor.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A buffer that JSON is generated straight into, as UTF-8. */
final class JsonBuffer extends OutputStream {
    private static final JsonFactory JSON = new JsonFactory();

    private final Buffer buffer;

    private JsonBuffer(int capacityBytes) {
        this.buffer = Buffer.buffer(capacityBytes);
    }

    /** Something that can be written as JSON. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator out) throws IOException;
    }

    /** Returns the content in a buffer that has room for so many bytes before it grows. */
    static Buffer render(int capacityBytes, Content content) {
        JsonBuffer stream = new JsonBuffer(capacityBytes);
        try (JsonGenerator out = JSON.createGenerator(stream)) {
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stream.buffer;
    }

    @Override
    public void write(int b) {
        buffer.appendByte((byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        buffer.appendBytes(bytes, offset, length);
    }
}

package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class JsonBufferTest {
    @Test
    void render_oneAfterTheOther_areDocumentsOfTheirOwn() {
        Buffer first = JsonBuffer.render(out -> out.writeString("ä"));
        Buffer second = JsonBuffer.render(out -> {
            out.writeStartArray();
            out.writeEndArray();
        });
        assertEquals("\"ä\"", first.toString());
        assertEquals("[]", second.toString());
        assertEquals("", JsonBuffer.render(out -> {}).toString());
    }

    @Test
    void render_moreThanTheGeneratorHolds_isWhole() {
        String text = "0123456789".repeat(10_000);
        assertEquals(
                '"' + text + '"',
                JsonBuffer.render(out -> out.writeString(text)).toString());
    }

    @Test
    void render_insideAnother_disturbsNeither() {
        Buffer outer = JsonBuffer.render(out -> {
            out.writeStartArray();
            out.writeString(JsonBuffer.render(inner -> inner.writeNumber(1)).toString());
            out.writeEndArray();
        });
        assertEquals("[\"1\"]", outer.toString());
    }

    @Test
    void render_contentThatFailsOrHasNoEnd_leavesNothingForTheNext() {
        assertThrows(
                UncheckedIOException.class,
                () -> JsonBuffer.render(out -> {
                    out.writeStartObject();
                    throw new IOException("halfway");
                }));
        assertThrows(IllegalStateException.class, () -> JsonBuffer.render(out -> out.writeStartArray()));
        assertEquals("2", JsonBuffer.render(out -> out.writeNumber(2)).toString());
    }
}

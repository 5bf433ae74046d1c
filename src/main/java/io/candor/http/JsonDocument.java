package io.candor.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The frame around the body of a request: one JSON object or list, of bounded depth, and nothing behind it. */
final class JsonDocument {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_DIGITS = 100;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_DIGITS)
                    .build())
            .build();

    /** For lists of which one bad entry must not cost the others: with bounds that only an attack passes. */
    private static final JsonFactory WIDE_JSON = new JsonFactory();

    private JsonDocument() {}

    /** Reads the fields of the object, from its first to its end, and records what is wrong with them. */
    @FunctionalInterface
    interface Fields<T> {
        T read(JsonParser parser, Violations violations) throws IOException;
    }

    /**
     * Reads a body.
     *
     * @param json UTF-8; not modified
     * @throws CandorException MALFORMED_JSON with line and column when it is not one JSON document; INVALID_REQUEST with
     *     the violations when it breaks a rule
     */
    static <T> T read(byte[] json, Fields<T> fields) {
        return read(JSON, json, (parser, violations) -> {
            if (!new RequestValues(parser, violations).expect(JsonToken.START_OBJECT, "", "an object")) {
                violations.throwIfAny();
            }
            return fields.read(parser, violations);
        });
    }

    /** As {@link #read}, for what may also be another value than an object: {@code content} begins at its first token. */
    static <T> T readAny(byte[] json, Fields<T> content) {
        return read(WIDE_JSON, json, content);
    }

    private static <T> T read(JsonFactory factory, byte[] json, Fields<T> content) {
        try (JsonParser parser = factory.createParser(json)) {
            return document(parser, content);
        } catch (StreamConstraintsException e) {
            StreamReadConstraints bounds = factory.streamReadConstraints();
            throw new CandorException(
                    ErrorCode.INVALID_REQUEST,
                    "the body may have " + bounds.getMaxNestingDepth() + " levels and " + bounds.getMaxNumberLength()
                            + " digits a number, passed at " + where(e.getLocation()),
                    e);
        } catch (JsonProcessingException e) {
            throw malformed("wrong at " + where(e.getLocation()), e);
        } catch (IOException e) {
            throw malformed("not in UTF-8", e);
        }
    }

    private static <T> T document(JsonParser parser, Fields<T> fields) throws IOException {
        if (parser.nextToken() == null) {
            throw malformed("empty", null);
        }
        Violations violations = new Violations();
        T result = fields.read(parser, violations);
        if (parser.nextToken() != null) {
            throw malformed("more follows at " + where(parser.currentTokenLocation()), null);
        }
        violations.throwIfAny();
        return result;
    }

    private static CandorException malformed(String how, @Nullable Throwable cause) {
        return new CandorException(ErrorCode.MALFORMED_JSON, "the body is not one JSON document: " + how, cause);
    }

    private static String where(@Nullable JsonLocation location) {
        return location == null
                ? "an unknown place"
                : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}

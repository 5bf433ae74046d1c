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

/** The frame around the body of a request: one JSON object, of bounded depth, and nothing behind it. */
final class JsonDocument {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_DIGITS = 100;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_DIGITS)
                    .build())
            .build();

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
        try (JsonParser parser = JSON.createParser(json)) {
            return document(parser, fields);
        } catch (StreamConstraintsException e) {
            throw new CandorException(
                    ErrorCode.INVALID_REQUEST,
                    "the body may have " + MAX_DEPTH + " levels and " + MAX_DIGITS + " digits a number, passed at "
                            + where(e.getLocation()),
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
        if (!new RequestValues(parser, violations).expect(JsonToken.START_OBJECT, "", "an object")) {
            violations.throwIfAny();
        }
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

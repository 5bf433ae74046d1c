package io.candor.http;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The check of {@code Content-Type}. It must be given: a browser sends a body without one, or as plain text, to other
 * origins without asking first. Only events are taken as plain text, for just that reason. {@code Content-Encoding} must not be.
 */
final class MediaType {
    static final String JSON = "application/json";
    static final String NDJSON = "application/x-ndjson";
    static final String TEXT = "text/plain";
    private static final String IDENTITY = "identity";

    private MediaType() {}

    /**
     * Checks that a request carries one of these media types, not packed. Parameters are ignored, except that a charset must be
     * UTF-8.
     *
     * @throws CandorException UNSUPPORTED_MEDIA_TYPE when not
     */
    static void require(HttpServerRequest request, String... expected) {
        requireNoEncoding(request);
        String given = request.getHeader(HttpHeaders.CONTENT_TYPE);
        for (String type : expected) {
            if (matches(given, type)) {
                return;
            }
        }
        throw new CandorException(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                "Content-Type must be " + String.join(" or ", expected) + " in UTF-8, was "
                        + (given == null ? "not given" : "\"" + given + "\""));
    }

    /** Nothing is unpacked here, so that no small body becomes a large one. */
    private static void requireNoEncoding(HttpServerRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase(IDENTITY)) {
            request.response().putHeader(HttpHeaders.ACCEPT_ENCODING, IDENTITY);
            throw new CandorException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Encoding must not be given, was \"" + encoding + "\": bodies are taken unpacked only");
        }
    }

    static boolean matches(@Nullable String given, String expected) {
        if (given == null || given.equals(expected)) {
            return given != null;
        }
        String[] parts = given.toLowerCase(Locale.ROOT).split(";", -1);
        if (!parts[0].strip().equals(expected)) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return true;
    }
}

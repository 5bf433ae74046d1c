package io.candor.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes a failure as a problem document (RFC 9457): {@code type}, {@code title}, {@code status}, {@code detail}, and our
 * {@code code}, {@code request_id} and {@code violations}. The type is the code as a URN; the title is the code as words.
 */
final class ProblemWriter {
    static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPE_PREFIX = "urn:candor:problem:";

    private static final String NO_ID = "00000000-0000-0000-0000-000000000000";

    private ProblemWriter() {}

    /** A problem that is written once, for all the requests that it is told to. */
    static final class Prepared {
        private final CandorException problem;
        private final byte[] text;
        private final int idAt;

        Prepared(CandorException problem) {
            this.problem = problem;
            this.text = write(problem, NO_ID).getBytes();
            this.idAt = new String(text, StandardCharsets.ISO_8859_1).indexOf(NO_ID);
        }

        CandorException problem() {
            return problem;
        }

        /** Returns it for a request, whose id has the form of {@link RequestIds}. */
        Buffer of(String requestId) {
            byte[] copy = text.clone();
            for (int i = 0; i < NO_ID.length(); i++) {
                copy[idAt + i] = (byte) requestId.charAt(i);
            }
            return Buffer.buffer(copy);
        }
    }

    static Buffer write(CandorException problem, String requestId) {
        return JsonBuffer.render(out -> {
            ErrorCode code = problem.code();
            out.writeStartObject();
            out.writeStringField("type", TYPE_PREFIX + code.wire());
            out.writeStringField("title", title(code));
            out.writeNumberField("status", ProblemStatus.of(code));
            out.writeStringField("detail", String.valueOf(problem.getMessage()));
            out.writeStringField("code", code.wire());
            out.writeStringField("request_id", requestId);
            violations(problem, out);
            out.writeEndObject();
        });
    }

    private static String title(ErrorCode code) {
        String words = code.wire().replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static void violations(CandorException problem, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("violations");
        for (Violation violation : problem.violations()) {
            out.writeStartObject();
            out.writeStringField("field", violation.field());
            out.writeStringField("message", violation.message());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}

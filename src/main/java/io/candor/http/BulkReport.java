package io.candor.http;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** What became of the lines of a bulk. The first {@link #MAX_ERRORS} bad ones are named, the others counted. */
final class BulkReport {
    static final int MAX_ERRORS = 1_000;

    private final List<BulkError> errors = new ArrayList<>();
    private int accepted;
    private int rejected;

    /**
     * One bad line.
     *
     * @param index of the line, from 0
     */
    private record BulkError(int index, ErrorCode code, String message) {}

    void accept(int items) {
        accepted += items;
    }

    int accepted() {
        return accepted;
    }

    void reject(int index, ErrorCode code, String message) {
        rejected++;
        if (errors.size() < MAX_ERRORS) {
            errors.add(new BulkError(index, code, message));
        }
    }

    void reject(int index, CandorException problem) {
        StringBuilder message = new StringBuilder(String.valueOf(problem.getMessage()));
        String separator = ": ";
        for (Violation violation : problem.violations()) {
            message.append(separator).append(violation);
            separator = "; ";
        }
        reject(index, problem.code(), message.toString());
    }

    Buffer write() {
        return JsonBuffer.render(out -> {
            out.writeStartObject();
            out.writeNumberField("accepted", accepted);
            out.writeNumberField("rejected", rejected);
            out.writeArrayFieldStart("errors");
            for (BulkError error : errors) {
                out.writeStartObject();
                out.writeNumberField("index", error.index);
                out.writeStringField("code", error.code.wire());
                out.writeStringField("message", error.message);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeNumberField("errors_omitted", rejected - errors.size());
            out.writeEndObject();
        });
    }
}

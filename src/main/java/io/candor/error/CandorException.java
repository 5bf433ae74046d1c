package io.candor.error;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An operational failure: a stable code, a sentence for a person, and the violations that led to it, if any. */
public final class CandorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<Violation> violations;

    public CandorException(ErrorCode code, String message) {
        this(code, message, List.of(), null);
    }

    public CandorException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, List.of(), cause);
    }

    public CandorException(ErrorCode code, String message, List<Violation> violations) {
        this(code, message, violations, null);
    }

    private CandorException(ErrorCode code, String message, List<Violation> violations, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.violations = List.copyOf(violations);
    }

    public ErrorCode code() {
        return code;
    }

    public List<Violation> violations() {
        return violations;
    }

    /** Returns the message followed by one line for each violation. */
    public String describe() {
        if (violations.isEmpty()) {
            return String.valueOf(getMessage());
        }
        return getMessage()
                + violations.stream()
                        .map(v -> System.lineSeparator() + "  " + v)
                        .collect(Collectors.joining());
    }
}

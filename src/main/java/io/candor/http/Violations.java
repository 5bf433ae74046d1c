package io.candor.http;

import io.candor.config.NearestName;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with one request, up to a bound. Not thread-safe. */
final class Violations {
    static final int MAX = 20;
    private static final int MAX_IN_LINE = 5;
    private static final int SHOWN = 48;

    private final List<Violation> found = new ArrayList<>(0);
    private int count;

    void add(String field, String message) {
        count++;
        if (count <= MAX) {
            found.add(new Violation(field, message));
        }
    }

    /** Names an unknown field, and the known one that was probably meant. */
    void addUnknown(String prefix, String name, List<String> known) {
        if (count >= MAX) {
            count++;
            return;
        }
        Optional<String> meant = name.length() > SHOWN ? Optional.empty() : NearestName.of(name, known);
        add(
                prefix + shortened(name),
                "is not a known field, "
                        + meant.map(nearest -> "did you mean \"" + nearest + "\"?")
                                .orElseGet(() -> "known are " + String.join(", ", known)));
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Returns the first ones in one line: "field: message; field: message". */
    String inOneLine() {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < Math.min(MAX_IN_LINE, found.size()); i++) {
            line.append(i == 0 ? "" : "; ").append(found.get(i));
        }
        return count > MAX_IN_LINE ? line.append("; and more").toString() : line.toString();
    }

    /**
     * Throws when something was added.
     *
     * @throws CandorException INVALID_REQUEST
     */
    void throwIfAny() {
        if (count > 0) {
            String more = count > MAX ? ", the first " + MAX + " are listed" : "";
            throw new CandorException(
                    ErrorCode.INVALID_REQUEST,
                    (count == 1 ? "the request breaks a rule" : "the request breaks " + count + " rules") + more,
                    found);
        }
    }

    /** Returns the text as it may stand in a message: cut, and without half a surrogate pair. */
    static String shortened(String text) {
        if (text.length() <= SHOWN) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return text.substring(0, end) + "…";
    }
}

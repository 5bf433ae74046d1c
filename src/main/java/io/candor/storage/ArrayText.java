package io.candor.storage;

/**
 * Arrays as PostgreSQL writes them in text: {@code {"a","b"}}. For rows that hold an array each: arrays of arrays must be
 * rectangular there.
 */
final class ArrayText {
    private final StringBuilder text = new StringBuilder("{");

    ArrayText add(String element) {
        separate();
        text.append('"');
        for (int i = 0; i < element.length(); i++) {
            char c = element.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        text.append('"');
        return this;
    }

    /** Adds a number, in digits from which the same float is read; NaN and infinities too. */
    ArrayText add(float element) {
        separate();
        text.append(element);
        return this;
    }

    private void separate() {
        if (text.length() > 1) {
            text.append(',');
        }
    }

    @Override
    public String toString() {
        return text + "}";
    }
}

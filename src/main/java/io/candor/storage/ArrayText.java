package io.candor.storage;

import java.util.Arrays;

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

    /** Adds a number, in digits from which the same double is read. */
    ArrayText add(double element) {
        separate();
        text.append(element);
        return this;
    }

    ArrayText add(long element) {
        separate();
        text.append(element);
        return this;
    }

    /** Returns an array without the zeros at its end. */
    static String trimmed(long[] array) {
        int end = array.length;
        while (end > 0 && array[end - 1] == 0) {
            end--;
        }
        ArrayText text = new ArrayText();
        for (int i = 0; i < end; i++) {
            text.add(array[i]);
        }
        return text.toString();
    }

    /** Returns an array without the zeros at its end. */
    static String trimmed(int[] array) {
        return trimmed(Arrays.stream(array).asLongStream().toArray());
    }

    /** Returns an array without the zeros at its end. */
    static String trimmed(double[] array) {
        int end = array.length;
        while (end > 0 && array[end - 1] == 0) {
            end--;
        }
        ArrayText text = new ArrayText();
        for (int i = 0; i < end; i++) {
            text.add(array[i]);
        }
        return text.toString();
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

package io.candor.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads texts, and refuses what is none. */
final class Utf8 {
    /** What stands in a decoded text for what could not be decoded, and in few others. */
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** Returns a text; throws {@link IllegalArgumentException} when the bytes are not UTF-8. */
    static String decode(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : strictly(ByteBuffer.wrap(bytes, from, length));
    }

    /** Checks the same without a text, as long as it is ASCII. */
    static void check(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0) {
                decode(bytes, from, length);
                return;
            }
        }
    }

    /** Returns whether the text takes a byte a character. */
    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static String strictly(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a text that is not in UTF-8", e);
        }
    }
}

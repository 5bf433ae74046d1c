package io.candor.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Text of a URI: percent-encoded UTF-8, decoded strictly, so that no two spellings that differ become the same id by
 * replacement characters. Pure function.
 */
final class PercentDecoder {
    private PercentDecoder() {}

    /**
     * Returns the decoded text; empty when an escape is incomplete or the bytes are not UTF-8.
     *
     * @param plusIsSpace as in query strings
     */
    static Optional<String> decode(String raw, boolean plusIsSpace) {
        if (isPlain(raw, plusIsSpace)) {
            return Optional.of(raw);
        }
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int value = escape(raw, i);
                if (value < 0) {
                    return Optional.empty();
                }
                bytes.put((byte) value);
                i += 2;
            } else if (c > 0xff) {
                return Optional.empty();
            } else {
                bytes.put((byte) (c == '+' && plusIsSpace ? ' ' : c));
            }
        }
        return utf8(bytes.flip());
    }

    private static boolean isPlain(String raw, boolean plusIsSpace) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' || c > 0x7f || (c == '+' && plusIsSpace)) {
                return false;
            }
        }
        return true;
    }

    private static int escape(String raw, int at) {
        if (at + 2 >= raw.length()) {
            return -1;
        }
        int high = hexDigit(raw.charAt(at + 1));
        int low = hexDigit(raw.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }

    private static int hexDigit(char c) {
        return c > 0x7f ? -1 : Character.digit(c, 16);
    }

    private static Optional<String> utf8(ByteBuffer bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}

package io.candor.catalog;

/** Length and validity of text as UTF-8, without encoding it. Pure functions. */
final class Texts {
    /** What {@link #utf8Length} returns for text that has no UTF-8 form (half of a surrogate pair). */
    static final int INVALID = -1;

    private Texts() {}

    /** Returns the number of bytes of the text in UTF-8, or {@link #INVALID}. */
    static int utf8Length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                return INVALID;
            }
        }
        return bytes;
    }

    /** Returns why a text is refused, or an empty string; U+0000 is refused because PostgreSQL cannot store it. */
    static String problemOf(String text, int minBytes, int maxBytes) {
        int bytes = utf8Length(text);
        if (bytes == INVALID) {
            return "must be valid Unicode, has half of a surrogate pair";
        }
        if (bytes < minBytes || bytes > maxBytes) {
            return "must have " + minBytes + " to " + maxBytes + " bytes of UTF-8, has " + bytes;
        }
        return text.indexOf('\0') >= 0 ? "must not contain U+0000" : "";
    }
}

package io.candor.access;

/**
 * The form of a key: {@code candor_} + kind + {@code k_} + id + {@code _} + secret, 64 ASCII characters in all.
 *
 * <pre>
 *   candor_pk_0123456789_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ
 *   |         |          |
 *   0         10         21: 256 random bits, base64url, 43 characters
 *             10 digits of base 32 (0-9, a-v): 50 random bits, not a secret
 * </pre>
 */
public final class KeyText {
    static final int LENGTH = 64;
    static final int ID_LENGTH = 10;

    private static final String BRAND = "candor_";
    private static final int KIND_AT = 7;
    private static final int ID_AT = 10;
    private static final int SECRET_AT = ID_AT + ID_LENGTH + 1;
    private static final int ID_BITS_PER_DIGIT = 5;
    private static final long NO_ID = -1;

    private KeyText() {}

    /** Returns whether the text at {@code from} says of itself that it is a key to be kept secret, valid or not. */
    public static boolean isConfidential(String text, int from) {
        return text.startsWith("candor_sk_", from) || text.startsWith("candor_ak_", from);
    }

    static String of(KeyKind kind, String id, String secret) {
        return BRAND + kind.letter() + "k_" + id + "_" + secret;
    }

    /** Returns the id within a key as a number, or -1 when that part of a text has not the form of one. Makes no object. */
    static long idOf(String text, int from, int to) {
        if (to - from != LENGTH || !text.startsWith(BRAND, from) || text.charAt(from + SECRET_AT - 1) != '_') {
            return NO_ID;
        }
        for (int i = from + SECRET_AT; i < to; i++) {
            if (!isBase64Url(text.charAt(i))) {
                return NO_ID;
            }
        }
        return number(text, from + ID_AT);
    }

    /** Returns whether a text of the form of a key is one of that kind. */
    static boolean isOfKind(String text, int from, KeyKind kind) {
        return text.charAt(from + KIND_AT) == kind.letter() && text.startsWith("k_", from + KIND_AT + 1);
    }

    /** Returns an id as a number, or -1 when it is not ten digits of base 32. */
    static long idNumber(String id) {
        return id.length() == ID_LENGTH ? number(id, 0) : NO_ID;
    }

    /** Returns the id of a number of at most 50 bits. */
    static String idText(long number) {
        String digits = Long.toString(number, 1 << ID_BITS_PER_DIGIT);
        return "0".repeat(ID_LENGTH - digits.length()) + digits;
    }

    private static long number(String text, int from) {
        long number = 0;
        for (int i = from; i < from + ID_LENGTH; i++) {
            int digit = digit(text.charAt(i));
            if (digit < 0) {
                return NO_ID;
            }
            number = number << ID_BITS_PER_DIGIT | digit;
        }
        return number;
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'v' ? c - 'a' + 10 : -1;
    }

    private static boolean isBase64Url(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}

package io.candor.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written {@code 512B}, {@code 64KB}, {@code 2MB}, {@code 1GB} or {@code 1TB}; a KB has 1,024 bytes.
 *
 * @param bytes 0 or more
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\s?(B|KB|MB|GB|TB)", Pattern.CASE_INSENSITIVE);
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must be at least 0, was " + bytes);
        }
    }

    public static ByteSize ofKilobytes(long kilobytes) {
        return new ByteSize(Math.multiplyExact(kilobytes, 1024L));
    }

    public static ByteSize ofMegabytes(long megabytes) {
        return new ByteSize(Math.multiplyExact(megabytes, 1024L * 1024));
    }

    /**
     * Reads a size.
     *
     * @throws IllegalArgumentException when the text is not digits and a unit, or passes {@link Long#MAX_VALUE}
     */
    public static ByteSize parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be a size such as 512B, 64KB, 2MB or 1GB, was \"" + text + "\"");
        }
        long value = Long.parseLong(matcher.group(1));
        int unit = unitOf(matcher.group(2));
        try {
            return new ByteSize(Math.multiplyExact(value, 1L << (10 * unit)));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("must be below 8388608TB, was \"" + text + "\"", e);
        }
    }

    private static int unitOf(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (int unit = 0; unit < UNITS.length; unit++) {
            if (UNITS[unit].equals(upper)) {
                return unit;
            }
        }
        throw new IllegalArgumentException("unknown unit " + name);
    }

    /**
     * Returns the size as an {@code int}, for what is addressed by one.
     *
     * @throws IllegalArgumentException when it passes {@link Integer#MAX_VALUE}
     */
    public int toIntExact() {
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("size must be below 2GB, was " + this);
        }
        return (int) bytes;
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** Returns the size in the largest unit that leaves a whole number; {@link #parse} reads it back. */
    @Override
    public String toString() {
        int unit = 0;
        long value = bytes;
        while (unit < UNITS.length - 1 && value != 0 && value % 1024 == 0) {
            value /= 1024;
            unit++;
        }
        return value + UNITS[unit];
    }
}

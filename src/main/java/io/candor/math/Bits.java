package io.candor.math;

import java.util.Arrays;

/**
 * A fixed-size set of ordinals as 64-bit words.
 *
 * <p>Not thread-safe while it is written to; safe to share once it is not. Two sets combine only when they have the same
 * size.
 */
public final class Bits {
    private final long[] words;
    private final int size;

    /** Creates an empty set over 0..size-1. */
    public Bits(int size) {
        if (size < 0) {
            throw new IllegalArgumentException("size must not be negative, was " + size);
        }
        this.size = size;
        this.words = new long[(size + 63) >>> 6];
    }

    private Bits(long[] words, int size) {
        this.words = words;
        this.size = size;
    }

    /**
     * Returns the set with these words, as {@link #word} returns them.
     *
     * @param words retained; no bit at or past {@code size} is set
     */
    public static Bits ofWords(long[] words, int size) {
        boolean fits = words.length == (size + 63) >>> 6 && ((size & 63) == 0 || words[words.length - 1] >>> size == 0);
        if (!fits) {
            throw new IllegalArgumentException(words.length + " words are not a set of " + size);
        }
        return new Bits(words, size);
    }

    /** Returns a set that holds every ordinal below {@code size}. */
    public static Bits full(int size) {
        Bits bits = new Bits(size);
        bits.setAll();
        return bits;
    }

    public int size() {
        return size;
    }

    public boolean get(int i) {
        return (words[i >>> 6] & (1L << i)) != 0;
    }

    public void set(int i) {
        words[i >>> 6] |= 1L << i;
    }

    public void clear(int i) {
        words[i >>> 6] &= ~(1L << i);
    }

    public void setAll() {
        Arrays.fill(words, -1L);
        if ((size & 63) != 0) {
            words[words.length - 1] = (1L << size) - 1;
        }
    }

    public void clearAll() {
        Arrays.fill(words, 0L);
    }

    public void and(Bits other) {
        checkSize(other);
        for (int i = 0; i < words.length; i++) {
            words[i] &= other.words[i];
        }
    }

    public void or(Bits other) {
        checkSize(other);
        for (int i = 0; i < words.length; i++) {
            words[i] |= other.words[i];
        }
    }

    /** Adds the members of a set that is of the same size or smaller. */
    public void orPrefix(Bits smaller) {
        if (smaller.size > size) {
            throw new IllegalArgumentException("a set of " + smaller.size + " does not fit into one of " + size);
        }
        for (int i = 0; i < smaller.words.length; i++) {
            words[i] |= smaller.words[i];
        }
    }

    public void andNot(Bits other) {
        checkSize(other);
        for (int i = 0; i < words.length; i++) {
            words[i] &= ~other.words[i];
        }
    }

    public void copyFrom(Bits other) {
        checkSize(other);
        System.arraycopy(other.words, 0, words, 0, words.length);
    }

    public int cardinality() {
        int count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /** Returns how many members are below {@code end}, which is at most the size. */
    public int cardinalityBelow(int end) {
        int whole = end >>> 6;
        int count = 0;
        for (int i = 0; i < whole; i++) {
            count += Long.bitCount(words[i]);
        }
        return (end & 63) == 0 ? count : count + Long.bitCount(words[whole] & ((1L << end) - 1));
    }

    /** Returns members 64·i to 64·i+63 as one word, the lowest in bit 0. */
    public long word(int i) {
        return words[i];
    }

    /** Keeps, of the 64 members from 64·i on, those in {@code mask}: bit b stands for member 64·i + b. */
    public void andWord(int i, long mask) {
        words[i] &= mask;
    }

    /** Returns the first member at or after {@code from}, or −1. */
    public int nextSet(int from) {
        int w = from >>> 6;
        if (w >= words.length) {
            return -1;
        }
        long word = words[w] & (-1L << from);
        while (word == 0) {
            if (++w == words.length) {
                return -1;
            }
            word = words[w];
        }
        return (w << 6) + Long.numberOfTrailingZeros(word);
    }

    public Bits copy() {
        return new Bits(words.clone(), size);
    }

    private void checkSize(Bits other) {
        if (other.size != size) {
            throw new IllegalArgumentException("sets of different size: " + size + " and " + other.size);
        }
    }
}

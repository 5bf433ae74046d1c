package io.candor.event;

import io.candor.event.Decision.Candidate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * What a draw chose from, in the order of the base ranking, in the form in which it is logged: a slate that is drawn from two
 * hundred items keeps a few kilobytes of them and no objects. Immutable, thread-safe.
 */
public final class Candidates implements Iterable<Candidate> {
    /** Nothing was drawn. */
    public static final Candidates NONE = new Candidates(0, new byte[0]);

    private static final int MIN_BYTES = 1 + Float.BYTES + Float.BYTES;

    private final int size;
    private final byte[] encoded;

    private Candidates(int size, byte[] encoded) {
        this.size = size;
        this.encoded = encoded;
    }

    /** Gathers candidates. Reusable, belongs to one thread. */
    public static final class Writer {
        private final EntryOutput out = new EntryOutput(1 << 12);
        private int size;

        /** Begins anew. */
        public void clear() {
            out.clear();
            size = 0;
        }

        /** Adds one; its id is the first {@code length} bytes of UTF-8 in {@code id}. */
        public void add(byte[] id, int length, float score, float logit) {
            out.text(id, length).f32(score).f32(logit);
            size++;
        }

        /** Returns what was added since it was cleared. */
        public Candidates candidates() {
            return size == 0 ? NONE : new Candidates(size, out.toBytes());
        }
    }

    /** Returns these candidates. */
    public static Candidates of(List<Candidate> list) {
        Writer writer = new Writer();
        for (Candidate candidate : list) {
            byte[] id = candidate.item().getBytes(StandardCharsets.UTF_8);
            writer.add(id, id.length, candidate.score(), candidate.logit());
        }
        return writer.candidates();
    }

    /** Reads their number and what {@link #encoded} gave, and checks that every candidate can be read. */
    static Candidates read(EntryInput in) {
        int size = in.count(MIN_BYTES);
        int from = in.position();
        for (int i = 0; i < size; i++) {
            in.checkText();
            in.f32();
            in.f32();
        }
        return size == 0 ? NONE : new Candidates(size, in.since(from));
    }

    /** Returns all of them as they are logged, without their number; not to be modified. */
    byte[] encoded() {
        return encoded;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Takes what was drawn by, of one candidate after the other. */
    @FunctionalInterface
    public interface Drawn {
        /**
         * Takes one.
         *
         * @param score as ranked
         * @param logit see {@link Candidate#logit}
         */
        void accept(float score, float logit);
    }

    /** Passes on what was drawn by, in order, without an object for each. */
    public void forEachDrawn(Drawn drawn) {
        EntryInput in = new EntryInput(encoded);
        for (int i = 0; i < size; i++) {
            in.stepOverText();
            drawn.accept(in.f32(), in.f32());
        }
    }

    /** Returns the index of each of some items, in their order, −1 for one that is no candidate; without an object for each candidate. */
    public int[] indicesOf(List<String> items) {
        byte[][] ids = new byte[items.size()][];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = items.get(i).getBytes(StandardCharsets.UTF_8);
        }
        int[] indices = new int[ids.length];
        Arrays.fill(indices, -1);
        EntryInput in = new EntryInput(encoded);
        for (int candidate = 0; candidate < size; candidate++) {
            int length = in.stepOverText();
            int end = in.position();
            for (int i = 0; i < ids.length; i++) {
                if (Arrays.equals(ids[i], 0, ids[i].length, encoded, end - length, end)) {
                    indices[i] = candidate;
                }
            }
            in.f32();
            in.f32();
        }
        return indices;
    }

    @Override
    public Iterator<Candidate> iterator() {
        EntryInput in = new EntryInput(encoded);
        return new Iterator<>() {
            private int read;

            @Override
            public boolean hasNext() {
                return read < size;
            }

            @Override
            public Candidate next() {
                if (read == size) {
                    throw new NoSuchElementException();
                }
                read++;
                return new Candidate(in.text(), in.f32(), in.f32());
            }
        };
    }

    /** Returns them as objects. */
    public List<Candidate> toList() {
        List<Candidate> list = new ArrayList<>(size);
        forEach(list::add);
        return List.copyOf(list);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Candidates that && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return toList().toString();
    }
}

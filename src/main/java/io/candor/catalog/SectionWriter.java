package io.candor.catalog;

import io.candor.math.Bits;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/** Writes arrays one after another into a new file, as {@link SectionReader} reads them. Not thread-safe. */
final class SectionWriter implements Closeable {
    private final FileChannel channel;

    SectionWriter(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Writes bytes as they are, without a length. */
    void raw(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Writes {@code values[0 .. count)}. */
    void ints(int[] values, int count) throws IOException {
        section((long) count * Integer.BYTES, into -> into.asIntBuffer().put(values, 0, count));
    }

    /** Writes {@code values[0 .. count)}. */
    void longs(long[] values, int count) throws IOException {
        section((long) count * Long.BYTES, into -> into.asLongBuffer().put(values, 0, count));
    }

    /** Writes {@code values[0 .. count)}. */
    void doubles(double[] values, int count) throws IOException {
        section((long) count * Double.BYTES, into -> into.asDoubleBuffer().put(values, 0, count));
    }

    /** Writes the members below {@code size}. */
    void bits(Bits bits, int size) throws IOException {
        long[] words = new long[(size + 63) >>> 6];
        for (int w = 0; w < words.length; w++) {
            words[w] = bits.word(w);
        }
        if ((size & 63) != 0) {
            words[words.length - 1] &= (1L << size) - 1;
        }
        longs(words, words.length);
    }

    /** Writes texts: where each one ends, and their UTF-8. */
    void texts(List<String> texts) throws IOException {
        int[] ends = new int[texts.size()];
        byte[][] encoded = new byte[ends.length][];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            encoded[i] = texts.get(i).getBytes(StandardCharsets.UTF_8);
            end = Math.addExact(end, encoded[i].length);
            ends[i] = end;
        }
        ints(ends, ends.length);
        section(end, into -> {
            for (byte[] text : encoded) {
                into.put(text);
            }
        });
    }

    /** Writes a section: its length, what fills it, and zeros up to a multiple of 8 bytes. */
    private void section(long bytes, Consumer<ByteBuffer> values) throws IOException {
        int length = Math.toIntExact(Long.BYTES + SectionReader.padded(bytes));
        ByteBuffer section =
                ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).putLong(bytes);
        values.accept(section);
        raw(section.rewind());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

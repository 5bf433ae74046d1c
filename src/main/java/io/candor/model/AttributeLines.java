package io.candor.model;

import io.candor.catalog.CodedItem;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The items in a mapped {@code items.jsonl}, in order.
 *
 * <p>Lines are decoded a batch at a time, each batch on all cores, because parsing is most of what it takes to load a bundle;
 * no more than a batch is on the heap. Used once, by one thread.
 */
final class AttributeLines implements Iterator<List<CodedItem>> {
    private static final int BATCH_LINES = 4096;
    private static final int WINDOW_BYTES = 1 << 20;

    private final MemorySegment data;
    private byte[] window = {};
    private int filled;
    private int from;
    private long at;

    private AttributeLines(MemorySegment data) {
        this.data = data;
    }

    /** Returns the items of a file of one JSON object a line; a line break at the end may be missing. */
    static Stream<CodedItem> items(MemorySegment data) {
        int ordered = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(new AttributeLines(data), ordered), false)
                .flatMap(List::stream);
    }

    @Override
    public boolean hasNext() {
        return at < data.byteSize();
    }

    @Override
    public List<CodedItem> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<byte[]> lines = new ArrayList<>(BATCH_LINES);
        while (hasNext() && lines.size() < BATCH_LINES) {
            lines.add(line());
        }
        return lines.parallelStream().map(CodedItem::decode).toList();
    }

    private byte[] line() {
        int end = endOfLine(from);
        if (end < 0) {
            fill();
            end = endOfLine(from);
        }
        byte[] line = Arrays.copyOfRange(window, from, end);
        at += line.length + 1L;
        from = end + 1;
        return line;
    }

    /** Returns where the line ends, −1 when that is not in the window; the data may end without a line break. */
    private int endOfLine(int begin) {
        for (int i = begin; i < filled; i++) {
            if (window[i] == '\n') {
                return i;
            }
        }
        return at + (filled - begin) == data.byteSize() && begin < filled ? filled : -1;
    }

    /** Takes the data from the next line on, and more of it until there is a whole line. */
    private void fill() {
        long length = WINDOW_BYTES;
        do {
            filled = Math.toIntExact(Math.min(length, data.byteSize() - at));
            window = filled <= window.length ? window : new byte[filled];
            MemorySegment.copy(data, ValueLayout.JAVA_BYTE, at, window, 0, filled);
            from = 0;
            length *= 2;
        } while (endOfLine(0) < 0);
    }
}

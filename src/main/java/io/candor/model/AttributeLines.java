package io.candor.model;

import io.candor.catalog.Item;
import io.candor.catalog.ItemCodec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
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
final class AttributeLines implements Iterator<List<Item>> {
    private static final int BATCH_LINES = 4096;

    private final MemorySegment data;
    private long at;

    private AttributeLines(MemorySegment data) {
        this.data = data;
    }

    /** Returns the items of a file of one JSON object a line; a line break at the end may be missing. */
    static Stream<Item> items(MemorySegment data) {
        int ordered = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(new AttributeLines(data), ordered), false)
                .flatMap(List::stream);
    }

    @Override
    public boolean hasNext() {
        return at < data.byteSize();
    }

    @Override
    public List<Item> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<byte[]> lines = new ArrayList<>(BATCH_LINES);
        while (hasNext() && lines.size() < BATCH_LINES) {
            lines.add(line());
        }
        return lines.parallelStream().map(ItemCodec::decode).toList();
    }

    private byte[] line() {
        long end = at;
        while (end < data.byteSize() && data.get(ValueLayout.JAVA_BYTE, end) != '\n') {
            end++;
        }
        byte[] line = new byte[Math.toIntExact(end - at)];
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, at, line, 0, line.length);
        at = end + 1;
        return line;
    }
}

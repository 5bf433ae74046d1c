package io.candor.catalog;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.FloatColumn;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code items.columns}: what the lines of {@code items.jsonl} come to for the rows of a model, so that a catalogue is copied from
 * it instead of being parsed.
 *
 * <pre>
 *   0  magic "CNDXCOL1"                            8 bytes
 *   8  format version                              int32
 *  12  items of the model                          int32
 *  16  most values, most attributes to filter by   2 × int32
 *  24  length of items.jsonl                       int64
 *  32  zeros
 *  64  sections, see SectionReader: {@link Dictionaries}, {@link Columns}, lines of items the model does not know
 * </pre>
 *
 * Everything is little-endian. Which attribute values are numbered depends on two bounds of {@link CatalogConfig}; under others the
 * lines have to be parsed. The JSON itself stays in {@code items.jsonl}. The checksum of the file is in the manifest; what is
 * checked here is that no index or offset leads outside. Thread-safe; lives as long as the segments it is over.
 */
public final class ColumnsFile {
    public static final String NAME = "items.columns";

    private static final int VERSION = 1;
    private static final long MAGIC = 0x314c4f4358444e43L;
    private static final int HEADER_BYTES = 64;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment data;
    private final MemorySegment lines;
    private final int size;

    private ColumnsFile(MemorySegment data, MemorySegment lines, int size) {
        this.data = data;
        this.lines = lines;
        this.size = size;
    }

    /** What the file holds: the columns of the model's rows, and the other items. */
    record Content(Dictionaries dictionaries, Columns columns, Stream<CodedItem> tail) {}

    /**
     * Writes the file of a model.
     *
     * @param ids the model's rows
     * @param lines every line of {@code items.jsonl}, in order
     * @param file must not exist
     */
    public static void write(IdTable ids, Stream<CodedItem> lines, Path file) throws IOException {
        CatalogConfig bounds = CatalogConfig.defaults();
        FloatColumn nothing = FloatColumn.of(new float[ids.size()]);
        LineCollector collector = new LineCollector(ids);
        Catalog catalog = Catalog.ofCoded(
                new ModelItems(ids, nothing, nothing, 0), lines.map(collector::add), bounds, Runnable::run);
        try (SectionWriter out = new SectionWriter(file)) {
            out.raw(ByteBuffer.allocate(HEADER_BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(0, MAGIC)
                    .putInt(8, VERSION)
                    .putInt(12, ids.size())
                    .putInt(16, bounds.maxFilterValues())
                    .putInt(20, bounds.maxFilterAttributes())
                    .putLong(24, collector.at));
            catalog.writeTo(out, ids.size());
            new LineSpans(collector.starts, collector.lengths).write(out);
            out.ints(new int[] {collector.tail.size()}, 1);
            collector.tailSpans().write(out);
        }
    }

    /** Notes where the line of each item lies, the last one of an id. */
    private static final class LineCollector {
        private static final byte[] UNUSED = {};

        private final IdTable ids;
        private final long[] starts;
        private final int[] lengths;
        private final Map<String, long[]> tail = new LinkedHashMap<>();
        private long at;

        LineCollector(IdTable ids) {
            this.ids = ids;
            starts = new long[ids.size()];
            lengths = new int[ids.size()];
        }

        /** Returns the item without its JSON, which the columns do not need. */
        CodedItem add(CodedItem coded) {
            Item item = coded.item();
            int ordinal = ids.ordinalOf(item.id());
            int length = coded.json().length;
            if (ordinal == IdTable.NOT_FOUND) {
                tail.put(item.id(), new long[] {at, length});
            } else {
                starts[ordinal] = at;
                lengths[ordinal] = item.equals(Item.ofId(item.id())) ? 0 : length;
            }
            at += length + 1L;
            return new CodedItem(item, UNUSED);
        }

        LineSpans tailSpans() {
            return new LineSpans(
                    tail.values().stream().mapToLong(span -> span[0]).toArray(),
                    tail.values().stream().mapToInt(span -> (int) span[1]).toArray());
        }
    }

    /**
     * Returns the file in a segment.
     *
     * @param data retained
     * @param lines the whole of {@code items.jsonl}; retained
     * @param items how many the model has
     * @throws CandorException BUNDLE_CORRUPT when it was not made of such a model and such lines, BUNDLE_TOO_NEW when a later
     *     version wrote it
     */
    public static ColumnsFile over(MemorySegment data, MemorySegment lines, int items) {
        SectionReader.check(data.byteSize() >= HEADER_BYTES && data.get(LONG, 0) == MAGIC, "it has another format");
        int version = data.get(INT, 8);
        if (version > VERSION) {
            throw new CandorException(
                    ErrorCode.BUNDLE_TOO_NEW, NAME + " has version " + version + ", this program reads " + VERSION);
        }
        SectionReader.check(version == VERSION, "it has version " + version);
        int size = data.get(INT, 12);
        SectionReader.check(size == items, "it is of " + size + " items, the model has " + items);
        long bytes = data.get(LONG, 24);
        // The last line may lack its line break.
        SectionReader.check(
                bytes == lines.byteSize() || bytes == lines.byteSize() + 1,
                "it was made of " + bytes + " bytes of lines, there are " + lines.byteSize());
        return new ColumnsFile(data, lines, size);
    }

    /** Returns whether a catalogue of this configuration has these columns. */
    public boolean isBoundBy(CatalogConfig config) {
        return data.get(INT, 16) == config.maxFilterValues() && data.get(INT, 20) == config.maxFilterAttributes();
    }

    /**
     * Reads the content.
     *
     * @throws CandorException BUNDLE_CORRUPT when an index or offset leads outside, or a value cannot be
     */
    Content read(CatalogConfig config) {
        SectionReader in = new SectionReader(data, HEADER_BYTES);
        Dictionaries dictionaries = Dictionaries.read(in, config);
        Columns columns = Columns.read(in, size, dictionaries, lines);
        int others = in.ints("number of other items", 1)[0];
        SectionReader.check(others >= 0, "it has " + others + " other items");
        LineSpans spans = LineSpans.read(in, others, lines.byteSize());
        in.end();
        JsonColumn tail = JsonColumn.over(spans, lines);
        return new Content(
                dictionaries, columns, IntStream.range(0, others).mapToObj(i -> CodedItem.decode(tail.at(i))));
    }
}

package io.candor.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the rows of one local Parquet file.
 *
 * <pre>{@code
 * try (ParquetFile file = ParquetFile.open(path)) {
 *     TextColumn id = file.text("id");
 *     NumberListColumn features = file.numbers("features");
 *     while (file.next()) {
 *         … id.value(), features.value() …
 *     }
 * }
 * }</pre>
 *
 * <p>Page checksums are verified where the file has them. Everything that is wrong with the file is an {@link IOException};
 * its message names column and reason, not the file. Belongs to one thread.
 */
public final class ParquetFile implements Closeable {
    private final ParquetFileReader reader;
    private final MessageType schema;
    private final List<Column> columns = new ArrayList<>();
    private @Nullable PageReadStore group;
    private long rowsLeft;

    private ParquetFile(ParquetFileReader reader) {
        this.reader = reader;
        this.schema = reader.getFileMetaData().getSchema();
    }

    /** Opens a file and reads its footer. */
    public static ParquetFile open(Path file) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new PageCodecs())
                .usePageChecksumVerification()
                .build();
        return guarded(() -> new ParquetFile(ParquetFileReader.open(new LocalInputFile(file), options)));
    }

    /** Returns the names of the fields, in the order of the schema. */
    public List<String> fields() {
        return schema.getFields().stream().map(Type::getName).toList();
    }

    /**
     * Asks for a field of plain values, as text. Before the first {@link #next}.
     *
     * @throws IOException when there is no such field, or it is nested or repeated
     */
    public TextColumn text(String field) throws IOException {
        ColumnDescriptor leaf = onlyLeafOf(field);
        if (leaf.getPath().length != 1 || leaf.getMaxRepetitionLevel() > 0) {
            throw new IOException("column " + field + " must be of plain values, it is " + typeOf(field));
        }
        return added(new TextColumn(leaf));
    }

    /**
     * Asks for a field that is a list of float or double. Before the first {@link #next}.
     *
     * @throws IOException when there is no such field, or it is something else
     */
    public NumberListColumn numbers(String field) throws IOException {
        ColumnDescriptor leaf = onlyLeafOf(field);
        if (!NumberListColumn.fits(leaf)) {
            throw new IOException("column " + field + " must be a list of float or double, it is " + typeOf(field));
        }
        return added(new NumberListColumn(leaf, schema));
    }

    /**
     * Asks for a field that is a list of strings. Before the first {@link #next}.
     *
     * @throws IOException when there is no such field, or it is something else
     */
    public TextListColumn texts(String field) throws IOException {
        ColumnDescriptor leaf = onlyLeafOf(field);
        if (!TextListColumn.fits(leaf)) {
            throw new IOException("column " + field + " must be a list of strings, it is " + typeOf(field));
        }
        return added(new TextListColumn(leaf, schema));
    }

    private <C extends Column> C added(C column) {
        if (group != null) {
            throw new IllegalStateException("columns are asked for before the first row");
        }
        columns.add(column);
        return column;
    }

    private ColumnDescriptor onlyLeafOf(String field) throws IOException {
        List<ColumnDescriptor> leaves = schema.getColumns().stream()
                .filter(column -> column.getPath()[0].equals(field))
                .toList();
        if (leaves.isEmpty()) {
            throw new IOException("has no column " + field + "; it has " + fields());
        }
        if (leaves.size() > 1) {
            throw new IOException("column " + field + " has " + leaves.size() + " parts: " + typeOf(field));
        }
        return leaves.getFirst();
    }

    private String typeOf(String field) {
        return schema.getType(field).toString().replaceAll("\\s+", " ");
    }

    /** Moves all columns to the next row; returns whether there is one. */
    public boolean next() throws IOException {
        return guarded(() -> {
            while (rowsLeft == 0) {
                if (!nextGroup()) {
                    return false;
                }
            }
            rowsLeft--;
            for (Column column : columns) {
                column.advance();
            }
            return true;
        });
    }

    private boolean nextGroup() throws IOException {
        MessageType wanted = wanted();
        if (group == null) {
            reader.setRequestedSchema(wanted);
        }
        PageReadStore pages = reader.readNextRowGroup();
        if (pages == null) {
            return false;
        }
        group = pages;
        rowsLeft = pages.getRowCount();
        ColumnReadStore store = new ColumnReadStoreImpl(
                pages,
                new DummyRecordConverter(wanted).getRootConverter(),
                wanted,
                reader.getFileMetaData().getCreatedBy());
        for (Column column : columns) {
            column.bind(store.getColumnReader(column.leaf()));
        }
        return true;
    }

    private MessageType wanted() {
        Set<String> names =
                columns.stream().map(column -> column.leaf().getPath()[0]).collect(Collectors.toSet());
        return new MessageType(
                schema.getName(),
                schema.getFields().stream()
                        .filter(field -> names.contains(field.getName()))
                        .toList());
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    /** Broken bytes surface as whatever exception the decoders come upon. */
    private static <T> T guarded(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (RuntimeException e) {
            throw new IOException("cannot be read as Parquet: " + rootOf(e), e);
        }
    }

    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

package io.candor.parquet;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Hands the values of rows to the library one by one. */
final class RowSupport extends WriteSupport<List<Object>> {
    private final MessageType schema;
    private @Nullable RecordConsumer consumer;

    RowSupport(MessageType schema) {
        this.schema = schema;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract, so there is no way round it
    public WriteContext init(Configuration none) {
        return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(List<Object> row) {
        RecordConsumer out = Objects.requireNonNull(consumer, "nothing is written before it is prepared");
        out.startMessage();
        for (int i = 0; i < row.size(); i++) {
            if (!isNull(row.get(i))) {
                String name = schema.getFieldName(i);
                out.startField(name, i);
                value(row.get(i), out);
                out.endField(name, i);
            }
        }
        out.endMessage();
    }

    private static boolean isNull(Object value) {
        return switch (value) {
            case String text -> text.isEmpty();
            case Long whole -> whole == Long.MIN_VALUE;
            case Double number -> number.isNaN();
            case Boolean _ -> false;
            case List<?> list -> list.isEmpty();
            default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
        };
    }

    private static void value(Object value, RecordConsumer out) {
        switch (value) {
            case String text -> out.addBinary(Binary.fromString(text));
            case Long whole -> out.addLong(whole);
            case Double number -> out.addDouble(number);
            case Boolean flag -> out.addBoolean(flag);
            case List<?> list -> list(list, out);
            default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
        }
    }

    /** Three levels: the list, its repeated group, the element. */
    private static void list(List<?> list, RecordConsumer out) {
        out.startGroup();
        out.startField("list", 0);
        for (Object element : list) {
            out.startGroup();
            out.startField("element", 0);
            value(element, out);
            out.endField("element", 0);
            out.endGroup();
        }
        out.endField("list", 0);
        out.endGroup();
    }
}

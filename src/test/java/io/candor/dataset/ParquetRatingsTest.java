package io.candor.dataset;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import blue.strategic.parquet.ParquetWriter;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetRatingsTest {
    @TempDir
    private Path directory;

    @Test
    void read_textAndDoubles_givesRows() throws IOException {
        Path file = write(
                Types.buildMessage()
                        .required(BINARY)
                        .as(stringType())
                        .named("user_id")
                        .required(BINARY)
                        .as(stringType())
                        .named("item_id")
                        .optional(DOUBLE)
                        .named("rating")
                        .optional(INT64)
                        .named("timestamp")
                        .named("ratings"),
                new Object[][] {{"u1", "i1", 3.5, 881_250_949L}, {"ü", "i2", null, null}});

        RatingsData data = RatingsReader.read(file);

        assertEquals("parquet", data.report().format());
        assertEquals(List.of("u1 i1 3.5 881250949000", "ü i2 1.0 -"), RatingFiles.rows(data.interactions()));
    }

    @Test
    void read_numbersAsIdsAndMicroseconds_areTakenAsText() throws IOException {
        Path file = write(
                Types.buildMessage()
                        .required(INT64)
                        .as(timestampType(true, TimeUnit.MICROS))
                        .named("time")
                        .required(INT32)
                        .named("movieId")
                        .required(INT32)
                        .named("userId")
                        .named("ratings"),
                new Object[][] {{881_250_949_123_456L, 7, 3}});

        assertEquals(
                List.of("3 7 1.0 881250949123"),
                RatingFiles.rows(RatingsReader.read(file).interactions()));
    }

    @Test
    void read_rowWithoutUser_isCountedAndNamed() throws IOException {
        Path file = write(ids(), new Object[][] {{"u1", "i1"}, {null, "i2"}, {"u3", "i3"}, {"x".repeat(300), "i4"}});

        RatingsData data = RatingsReader.read(file);

        assertEquals(List.of("u1 i1 1.0 -", "u3 i3 1.0 -"), RatingFiles.rows(data.interactions()));
        assertEquals(2, data.report().badRows());
        assertTrue(data.report().samples().get(0).toString().startsWith("row 2: user id "));
        assertTrue(data.report().samples().get(1).toString().startsWith("row 4: user id "));
    }

    @Test
    void read_noSuchColumnsOrNoRows_isRefused() throws IOException {
        MessageType other = Types.buildMessage().required(INT32).named("a").named("ratings");
        CandorException refusal = refusal(write(other, new Object[][] {{1}}));
        assertTrue(refusal.describe().contains("[a]"), refusal.describe());
        assertTrue(refusal(write(ids(), new Object[0][])).describe().contains("no usable row"));
    }

    @Test
    void read_cutShortOrDamaged_isReadOrRefusedAsData() throws IOException {
        byte[] whole = Files.readAllBytes(write(ids(), new Object[][] {{"u1", "i1"}, {"u2", "i2"}}));
        for (int length = 4; length < whole.length; length += 29) {
            refusal(Files.write(directory.resolve("cut"), Arrays.copyOf(whole, length)));
        }
        int refused = 0;
        for (int i = 4; i < whole.length; i += 5) {
            byte[] bytes = whole.clone();
            bytes[i] ^= (byte) 0x55;
            try {
                RatingsReader.read(Files.write(directory.resolve("damaged"), bytes));
            } catch (CandorException refusal) {
                assertEquals(ErrorCode.DATASET_INVALID, refusal.code());
                refused++;
            }
        }
        assertTrue(refused > 0);
    }

    private static MessageType ids() {
        return Types.buildMessage()
                .optional(BINARY)
                .as(stringType())
                .named("user")
                .optional(BINARY)
                .as(stringType())
                .named("item")
                .named("ratings");
    }

    private static CandorException refusal(Path file) {
        CandorException refusal = assertThrows(CandorException.class, () -> RatingsReader.read(file));
        assertEquals(ErrorCode.DATASET_INVALID, refusal.code());
        return refusal;
    }

    private Path write(MessageType schema, @Nullable Object[][] rows) throws IOException {
        Path file = directory.resolve("ratings.parquet");
        Files.deleteIfExists(file);
        try (ParquetWriter<@Nullable Object[]> writer =
                ParquetWriter.<@Nullable Object[]>writeFile(schema, file.toFile(), (row, target) -> {
                    for (int i = 0; i < row.length; i++) {
                        if (row[i] != null) {
                            target.write(schema.getFieldName(i), row[i]);
                        }
                    }
                })) {
            for (@Nullable Object[] row : rows) {
                writer.write(row);
            }
        }
        return file;
    }
}

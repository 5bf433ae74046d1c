package io.candor.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetFileTest {
    private static final int ROWS = 1000;

    @TempDir
    private Path directory;

    private record Row(String id, List<Float> features) {}

    @ParameterizedTest
    @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
    void next_everyCodecAndPageVersion_givesTheRows(CompressionCodecName codec) throws IOException {
        for (WriterVersion version : WriterVersion.values()) {
            Path file = new ParquetSample(ParquetSample.SPARK)
                    .packed(codec)
                    .version(version)
                    .writeVectors(directory.resolve(codec + "." + version), ids(), vectors());

            assertEquals(expected(), read(file), codec + " " + version);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {ParquetSample.SPARK, ParquetSample.SPARK_BAG, ParquetSample.TWO_LEVELS, ParquetSample.REPEATED})
    void next_everyNestingOfAList_givesTheRows(String schema) throws IOException {
        Path file = new ParquetSample(schema)
                .groupsOf(300)
                .writeVectors(directory.resolve("lists.parquet"), ids(), vectors());

        assertEquals(expected(), read(file));
    }

    @Test
    void next_nullEmptyAndNullElement_areToldApart() throws IOException {
        Path file = new ParquetSample(ParquetSample.SPARK_BAG).write(directory.resolve("f"), 4, (row, i) -> {
            row.add("id", i);
            if (i == 1) {
                row.addGroup("features");
            } else if (i > 1) {
                Group list = row.addGroup("features");
                list.addGroup(0).add(0, 1f);
                list.addGroup(0);
                list.addGroup(0).add(0, 3f);
            }
        });

        List<Row> rows = read(file);

        assertEquals(List.of(), rows.get(0).features());
        assertEquals(List.of(), rows.get(1).features());
        assertEquals(List.of(1f, Float.NaN, 3f), rows.get(2).features());
        assertEquals("3", rows.get(3).id());
    }

    @Test
    void text_everyKindOfValue_isReadAsText() throws IOException {
        String schema = "message m { optional binary s (STRING); required int64 l; required double d; required float f;"
                + " required boolean b; optional int32 missing; }";
        Path file = new ParquetSample(schema)
                .write(
                        directory.resolve("f"),
                        1,
                        (row, _) -> row.append("s", "grüße")
                                .append("l", 1L << 40)
                                .append("d", 0.1)
                                .append("f", 0.1f)
                                .append("b", true));

        try (ParquetFile parquet = ParquetFile.open(file)) {
            List<TextColumn> columns = new ArrayList<>();
            for (String field : parquet.fields()) {
                columns.add(parquet.text(field));
            }
            assertTrue(parquet.next());
            assertEquals(
                    List.of("grüße", "1099511627776", "0.1", "0.1", "true", ""),
                    columns.stream().map(TextColumn::value).toList());
            assertFalse(parquet.next());
            assertFalse(parquet.next());
        }
    }

    @Test
    void columns_thatAreNotThereOrOfAnotherKind_areRefusedByName() throws IOException {
        Path file = new ParquetSample(ParquetSample.SPARK).writeVectors(directory.resolve("f"), ids(), vectors());
        try (ParquetFile parquet = ParquetFile.open(file)) {
            assertEquals(
                    "has no column user; it has [id, features]",
                    assertThrows(IOException.class, () -> parquet.text("user")).getMessage());
            assertTrue(assertThrows(IOException.class, () -> parquet.text("features"))
                    .toString()
                    .contains("column features must be of plain values, it is optional group features (LIST)"));
            assertEquals(
                    "column id must be a list of float or double, it is required int32 id",
                    assertThrows(IOException.class, () -> parquet.numbers("id")).getMessage());
        }
    }

    @Test
    void open_cutAnywhere_isRefused() throws IOException {
        byte[] whole = Files.readAllBytes(new ParquetSample(ParquetSample.SPARK)
                .writeVectors(directory.resolve("f"), new int[] {1, 2}, new float[][] {{1, 2}, {3, 4}}));
        for (int length = 0; length < whole.length; length++) {
            Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, length));
            assertThrows(IOException.class, () -> read(cut), "cut at " + length);
        }
    }

    @Test
    void open_anyByteChanged_isReadOrRefusedButNothingElse() throws IOException {
        byte[] whole = Files.readAllBytes(new ParquetSample(ParquetSample.SPARK)
                .writeVectors(directory.resolve("f"), new int[] {1, 2}, new float[][] {{1, 2}, {3, 4}}));
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << (at % 8));
            Path file = Files.write(directory.resolve("changed"), changed);
            try {
                read(file);
            } catch (IOException expected) {
                refused++;
            }
        }
        assertTrue(refused > whole.length / 4, refused + " of " + whole.length);
    }

    private static List<Row> read(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (ParquetFile parquet = ParquetFile.open(file)) {
            NumberListColumn features = parquet.numbers("features");
            TextColumn id = parquet.text("id");
            while (parquet.next()) {
                List<Float> values = new ArrayList<>();
                for (float value : features.floats()) {
                    values.add(value);
                }
                rows.add(new Row(id.value(), values));
            }
        }
        return rows;
    }

    private static int[] ids() {
        int[] ids = new int[ROWS];
        Arrays.setAll(ids, i -> 7 * i - 100);
        return ids;
    }

    /** Of 0 to 149 values, so that some outgrow the first buffer. */
    private static float[][] vectors() {
        float[][] vectors = new float[ROWS][];
        for (int i = 0; i < ROWS; i++) {
            vectors[i] = new float[i % 150];
            for (int d = 0; d < vectors[i].length; d++) {
                vectors[i][d] = i + d / 8f;
            }
        }
        return vectors;
    }

    private static List<Row> expected() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            List<Float> values = new ArrayList<>();
            for (float value : vectors()[i]) {
                values.add(value);
            }
            rows.add(new Row(Integer.toString(ids()[i]), values));
        }
        return rows;
    }
}

package io.candor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.FactorMatrix;
import io.candor.parquet.ParquetSample;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkAlsModelTest {
    private static final String METADATA = "{\"class\":\"org.apache.spark.ml.recommendation.ALSModel\",\"rank\":2}\n";

    @TempDir
    private Path directory;

    private Path saved = Path.of("");
    private int bundles;

    @BeforeEach
    void save() throws IOException {
        saved = directory.resolve("als");
        for (String side : List.of("metadata", "itemFactors", "userFactors")) {
            Files.createDirectories(saved.resolve(side));
            Files.createFile(saved.resolve(side).resolve("_SUCCESS"));
        }
        Files.writeString(saved.resolve("metadata/part-00000"), METADATA);
        write(ParquetSample.SPARK, "itemFactors", 0, new int[] {10, 20}, new float[][] {{1, 2}, {3, 4}});
        write(ParquetSample.SPARK, "itemFactors", 1, new int[] {15}, new float[][] {{5, 6}});
        write(ParquetSample.SPARK, "userFactors", 0, new int[] {7}, new float[][] {{-1, 0.5f}});
    }

    /** A model that Spark 3.5.6 saved: rank 3, items 10 to 13, users 0 to 2, in two partitions. */
    @Test
    void import_modelWrittenBySpark_isThatModel() throws IOException, URISyntaxException {
        SparkAlsModel model = SparkAlsModel.open(
                Path.of(SparkAlsModelTest.class.getResource("/spark-als").toURI()));

        ModelSnapshot snapshot = bundle(model);

        assertEquals(3, model.rank());
        assertEquals(4, snapshot.items().rows());
        assertEquals(3, snapshot.users().rows());
        assertVector(snapshot.items(), snapshot.itemIds().ordinalOf("10"), -0.25886852f, -3.4164448f, -0.79099435f);
        assertVector(snapshot.items(), snapshot.itemIds().ordinalOf("13"), -1.8218712f, -1.983428f, 0.20406756f);
        assertVector(snapshot.users(), snapshot.userIds().ordinalOf("1"), 0.040512457f, -1.4819679f, 0.29315025f);
        snapshot.release();
    }

    @ParameterizedTest
    @ValueSource(strings = {ParquetSample.SPARK, ParquetSample.SPARK_BAG, ParquetSample.TWO_LEVELS})
    void import_everyFormOfAnArray_givesBothSides(String schema) throws IOException {
        write(schema, "itemFactors", 0, new int[] {10, 20}, new float[][] {{1, 2}, {3, 4}});
        write(schema, "userFactors", 0, new int[] {7}, new float[][] {{-1, 0.5f}});

        ModelSnapshot snapshot = bundle(SparkAlsModel.open(saved));

        assertEquals(3, snapshot.items().rows());
        assertVector(snapshot.items(), snapshot.itemIds().ordinalOf("20"), 3, 4);
        assertVector(snapshot.items(), snapshot.itemIds().ordinalOf("15"), 5, 6);
        assertVector(snapshot.users(), snapshot.userIds().ordinalOf("7"), -1, 0.5f);
        snapshot.release();
    }

    @Test
    void import_rowsThatCannotBe_areCountedAndNamed() throws IOException {
        write(ParquetSample.SPARK, "itemFactors", 0, new int[] {1, 2, 3, 15}, new float[][] {
            {1}, {1, Float.NaN}, {}, {1, 1}
        });

        FactorImport.Report report = importItems(false);

        assertEquals(1, report.rows());
        assertEquals(4, report.rejected());
        assertEquals(
                List.of(
                        "part-00000.snappy.parquet, row 1: vector has 1 values, expected 2",
                        "part-00000.snappy.parquet, row 2: dimension 2 is NaN",
                        "part-00000.snappy.parquet, row 3: vector has 0 values, expected 2",
                        "part-00001.snappy.parquet, row 1: id '15' is that of row 1 too"),
                report.samples().stream().map(Object::toString).toList());
        assertTrue(assertThrows(CandorException.class, () -> importItems(true))
                .violations()
                .getFirst()
                .toString()
                .startsWith("part-00000.snappy.parquet, row 1"));
    }

    @Test
    void open_brokenMetadata_isRefusedByName() throws IOException {
        Path metadata = saved.resolve("metadata/part-00000");
        Files.writeString(metadata, "{\"class\":\"org.apache.spark.ml.PipelineModel\"}");
        assertRefused(metadata + " is of class org.apache.spark.ml.PipelineModel, must be org.apache.spark.ml.rec");
        Files.writeString(metadata, "{}");
        assertRefused(metadata + " is of class none");
        Files.writeString(metadata, METADATA.replace("2", "0"));
        assertRefused(metadata + " has rank 0");
        Files.writeString(metadata, METADATA.substring(0, 40));
        assertRefused(metadata + " is not JSON");
        Files.writeString(metadata, "");
        assertRefused(metadata + " is of class none");
        Files.delete(metadata);
        assertRefused(saved.resolve("metadata") + " has no part-… file");
    }

    @Test
    void import_brokenFactors_areRefusedByNameAndReason() throws IOException {
        Path part = part("itemFactors", 0);
        byte[] whole = Files.readAllBytes(part);
        Files.write(part, Arrays.copyOf(whole, whole.length - 20));
        assertRefused(part + ": cannot be read as Parquet: ");
        new ParquetSample("message m { required int32 id; required float features; }")
                .write(part, 1, (row, _) -> row.append("id", 1).append("features", 1f));
        assertRefused(part + ": column features must be a list of float or double");
        new ParquetSample("message m { required int32 product; }").write(part, 1, (row, _) -> row.append("product", 1));
        assertRefused(part + ": has no column id; it has [product]");
        Files.delete(part);
        Files.delete(part("itemFactors", 1));
        assertRefused(saved.resolve("itemFactors") + " has no part-… file");
        Files.delete(saved.resolve("itemFactors/_SUCCESS"));
        Files.delete(saved.resolve("itemFactors"));
        assertRefused(saved.resolve("itemFactors") + " is not there");
    }

    private void assertRefused(String message) {
        CandorException e = assertThrows(CandorException.class, () -> importItems(false), message);
        assertEquals(ErrorCode.IMPORT_INVALID, e.code(), message);
        assertTrue(e.toString().contains(": " + message), e.toString());
    }

    private FactorImport.Report importItems(boolean strict) throws IOException {
        SparkAlsModel model = SparkAlsModel.open(saved);
        try (BundleWriter writer = BundleWriter.create(directory.resolve("bundle" + bundles++));
                FactorRows rows = writer.itemRows()) {
            return model.importItems(rows, strict);
        }
    }

    private ModelSnapshot bundle(SparkAlsModel model) throws IOException {
        Path bundle = directory.resolve("bundle" + bundles++);
        try (BundleWriter writer = BundleWriter.create(bundle)) {
            try (FactorRows rows = writer.itemRows()) {
                model.importItems(rows, true);
            }
            try (FactorRows rows = writer.userRows()) {
                model.importUsers(rows, true);
            }
            writer.finish(ModelDescription.imported("v" + bundles, Instant.EPOCH));
        }
        return BundleReader.open(bundle);
    }

    private void write(String schema, String side, int number, int[] ids, float[][] vectors) throws IOException {
        new ParquetSample(schema).writeVectors(part(side, number), ids, vectors);
    }

    private Path part(String side, int number) {
        return saved.resolve(side).resolve("part-0000" + number + ".snappy.parquet");
    }

    private static void assertVector(FactorMatrix factors, int row, float... expected) {
        for (int d = 0; d < expected.length; d++) {
            assertEquals(expected[d], factors.at(row, d), "row " + row + ", dimension " + d);
        }
    }
}

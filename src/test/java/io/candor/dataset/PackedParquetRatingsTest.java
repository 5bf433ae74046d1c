package io.candor.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.parquet.ParquetSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PackedParquetRatingsTest {
    private static final String SCHEMA = "message m { required int64 user_id; optional binary item_id (STRING);"
            + " optional double rating; optional group tags (LIST) { repeated group list { required binary element; } }"
            + " }";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
    void read_everyCodec_givesTheRows(CompressionCodecName codec) throws IOException {
        RatingsData data = RatingsReader.read(write(codec));

        assertEquals(99, data.interactions().size());
        assertEquals("parquet", data.report().format());
        assertEquals(1, data.report().badRows());
        assertTrue(data.report().samples().getFirst().toString().startsWith("row 51: item id"));
    }

    @Test
    void read_cutFile_isRefusedByName() throws IOException {
        Path file = write(CompressionCodecName.SNAPPY);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));

        CandorException e = assertThrows(CandorException.class, () -> RatingsReader.read(file));

        assertEquals(ErrorCode.DATASET_INVALID, e.code());
        assertTrue(e.toString().contains("cannot read " + file), e.toString());
    }

    private Path write(CompressionCodecName codec) throws IOException {
        return new ParquetSample(SCHEMA).packed(codec).write(directory.resolve(codec + ".parquet"), 100, (row, i) -> {
            row.append("user_id", (long) (i % 10));
            if (i != 50) {
                row.append("item_id", "item " + i);
            }
            row.append("rating", i / 20.0);
        });
    }
}

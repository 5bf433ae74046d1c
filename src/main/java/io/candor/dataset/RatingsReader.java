package io.candor.dataset;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Reads a file of ratings, whatever it is: MovieLens {@code u.data} (tab), MovieTweetings and MovieLens 1M ({@code ::}),
 * CSV and TSV with or without a header, Parquet; text also gzipped.
 *
 * <p>The format is told from the content: the magic bytes of gzip and Parquet, then the first line. Without a header the
 * fields are user, item, value and time; value and time may be missing.
 */
public final class RatingsReader {
    private static final byte[] PARQUET_MAGIC = {'P', 'A', 'R', '1'};
    private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};

    private RatingsReader() {}

    /**
     * Reads the file.
     *
     * @throws CandorException DATASET_INVALID when it cannot be read or holds no usable row
     */
    public static RatingsData read(Path file) {
        try {
            byte[] magic = magicOf(file);
            if (Arrays.equals(magic, PARQUET_MAGIC)) {
                return ParquetRatings.read(file);
            }
            boolean gzipped = magic.length >= 2 && magic[0] == GZIP_MAGIC[0] && magic[1] == GZIP_MAGIC[1];
            try (InputStream raw = Files.newInputStream(file);
                    InputStream in = gzipped ? new GZIPInputStream(raw, 1 << 16) : raw) {
                return TextRatings.read(file, in);
            }
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(file, e);
        }
    }

    static CandorException unreadable(Path file, Exception cause) {
        return new CandorException(ErrorCode.DATASET_INVALID, "cannot read " + file + ": " + cause.getMessage(), cause);
    }

    private static byte[] magicOf(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(PARQUET_MAGIC.length);
        }
    }
}

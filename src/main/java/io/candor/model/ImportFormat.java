package io.candor.model;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The file formats that factors are imported from; all but npz may be gzipped. */
public enum ImportFormat {
    /** NumPy array, shape (rows × dims), float32 or float64. */
    NPY,
    /** NumPy archive; its first array is taken. */
    NPZ,
    /** Id, then values, separated by commas. */
    CSV,
    /** Id, then values, separated by tabs. */
    TSV,
    /** One object a line: {@code {"id": …, "vector": […]}}. */
    JSONL,
    /** word2vec text: a header with rows and dims, or none; then id and values separated by blanks. */
    WORD2VEC,
    /** Little-endian int32 dimension, then float32 values, for each vector. */
    FVECS;

    /**
     * Returns the format of a file by its name.
     *
     * @throws CandorException IMPORT_INVALID when the name says nothing
     */
    public static ImportFormat of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String bare = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        return switch (bare.substring(bare.lastIndexOf('.') + 1)) {
            case "npy" -> NPY;
            case "npz" -> NPZ;
            case "csv" -> CSV;
            case "tsv" -> TSV;
            case "jsonl", "ndjson" -> JSONL;
            case "vec", "w2v", "txt" -> WORD2VEC;
            case "fvecs" -> FVECS;
            default ->
                throw new CandorException(
                        ErrorCode.IMPORT_INVALID,
                        "the name of " + file
                                + " does not tell its format; known endings: .npy .npz .csv .tsv .jsonl .vec"
                                + " .txt .fvecs, each but .npz also with .gz");
        };
    }

    FactorSource open(Path file) {
        return switch (this) {
            case NPY, NPZ -> new NpySource(file, this == NPZ);
            case CSV -> new TextSource(file, ',');
            case TSV -> new TextSource(file, '\t');
            case WORD2VEC -> new TextSource(file, ' ');
            case JSONL -> new JsonlSource(file);
            case FVECS -> new FvecsSource(file);
        };
    }

    /** Opens a file for reading, unpacked when its name ends in .gz. */
    static InputStream stream(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        return new BufferedInputStream(
                file.getFileName().toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw, 1 << 16);
    }
}

package io.candor.model;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies vectors of a file into the rows of a bundle; what cannot be a row is counted, and the first few are kept to be shown.
 * Used once.
 */
public final class FactorImport {
    /** How many rejects are kept. */
    public static final int MAX_SAMPLES = 10;

    /**
     * What became of a file.
     *
     * @param rows taken
     * @param dims of every vector, 0 when no row was taken
     * @param rejected rows that were not taken
     * @param samples the first of them, with place and reason
     */
    public record Report(long rows, int dims, long rejected, List<Violation> samples) {
        public Report {
            samples = List.copyOf(samples);
        }
    }

    private final Path file;
    private final FactorRows target;
    private final boolean strict;
    private final List<Violation> samples = new ArrayList<>();
    private long rejected;
    private int expectedDims;

    private FactorImport(Path file, FactorRows target, int expectedDims, boolean strict) {
        this.file = file;
        this.target = target;
        this.expectedDims = expectedDims;
        this.strict = strict;
    }

    /**
     * Imports a file.
     *
     * @param ids one id a line, in the order of the vectors; null when the format has ids
     * @param expectedDims length of every vector, 0 for that of the first
     * @param strict whether the first reject ends the import
     * @throws CandorException IMPORT_INVALID when the file cannot be read, ids are missing or do not match in number, or a row
     *     is rejected in strict mode
     */
    public static Report run(
            Path file, ImportFormat format, @Nullable Path ids, FactorRows target, int expectedDims, boolean strict) {
        return run(file, format.open(file), ids, target, expectedDims, strict);
    }

    /** As above, from a source that reads {@code file}. */
    static Report run(
            Path file, FactorSource source, @Nullable Path ids, FactorRows target, int expectedDims, boolean strict) {
        if (source.hasIds() == (ids != null)) {
            throw new CandorException(
                    ErrorCode.IMPORT_INVALID,
                    source.hasIds()
                            ? file + " has ids of its own; leave the id file out"
                            : file + " has no ids; give an id file");
        }
        FactorImport run = new FactorImport(file, target, expectedDims, strict);
        try {
            if (ids == null) {
                source.readInto(run.sink(null));
            } else {
                run.readWithIds(source, ids);
            }
        } catch (IOException e) {
            throw new CandorException(ErrorCode.IMPORT_INVALID, "cannot read " + file + ": " + e.getMessage(), e);
        }
        return new Report(target.rows(), target.dims(), run.rejected, run.samples);
    }

    private void readWithIds(FactorSource source, Path ids) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(ImportFormat.stream(ids), StandardCharsets.UTF_8))) {
            source.readInto(sink(lines));
            String left = lines.readLine();
            if (left != null && !left.isBlank()) {
                throw new CandorException(
                        ErrorCode.IMPORT_INVALID, ids + " has more ids than " + file + " has vectors");
            }
        }
    }

    private FactorSource.Sink sink(@Nullable BufferedReader ids) {
        return new FactorSource.Sink() {
            @Override
            public void row(String place, String id, float[] vector) throws IOException {
                String own = ids == null ? id : ids.readLine();
                if (own == null) {
                    throw new CandorException(ErrorCode.IMPORT_INVALID, "no id is left for " + place + " of " + file);
                }
                offer(place, own, vector);
            }

            @Override
            public void reject(String place, String why) {
                FactorImport.this.reject(place, why);
            }
        };
    }

    private void offer(String place, String id, float[] vector) throws IOException {
        if (expectedDims != 0 && vector.length != expectedDims) {
            reject(place, "vector has " + vector.length + " values, expected " + expectedDims);
            return;
        }
        Optional<String> problem = target.offer(id, vector);
        if (problem.isPresent()) {
            reject(place, problem.get());
        } else {
            expectedDims = vector.length;
        }
    }

    private void reject(String place, String why) {
        rejected++;
        Violation violation = new Violation(place, why);
        if (strict) {
            throw new CandorException(
                    ErrorCode.IMPORT_INVALID, file + " has a row that cannot be taken", List.of(violation));
        }
        if (samples.size() < MAX_SAMPLES) {
            samples.add(violation);
        }
    }
}

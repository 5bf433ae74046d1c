package io.candor.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A directory in which Spark MLlib saved an {@code ALSModel}:
 *
 * <pre>
 * metadata/part-00000                  one JSON object: class, rank, …
 * itemFactors/part-….parquet           id: int, features: array of float; as many files as there were partitions
 * userFactors/part-….parquet
 * </pre>
 *
 * <p>Source: Apache Spark 3.5, {@code ALSModel.ALSModelWriter} and {@code DefaultParamsWriter}. Rows are taken in the order of
 * the file names.
 */
public final class SparkAlsModel {
    private static final String CLASS = "org.apache.spark.ml.recommendation.ALSModel";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final int rank;

    private SparkAlsModel(Path directory, int rank) {
        this.directory = directory;
        this.rank = rank;
    }

    /**
     * Reads the metadata of a saved model.
     *
     * @throws CandorException IMPORT_INVALID when it is not there, or is that of something else
     */
    public static SparkAlsModel open(Path directory) {
        Path file = parts(directory.resolve("metadata"), name -> true).getFirst();
        JsonNode metadata = firstLine(file);
        String found = metadata.path("class").asText("");
        if (!found.equals(CLASS)) {
            throw broken(file, "is of class " + (found.isEmpty() ? "none" : found) + ", must be " + CLASS);
        }
        JsonNode rank = metadata.path("rank");
        if (!rank.isInt() || rank.intValue() < 1) {
            throw broken(file, "has rank " + rank + ", must be a whole number above 0");
        }
        return new SparkAlsModel(directory, rank.intValue());
    }

    /** Returns the length of every vector. */
    public int rank() {
        return rank;
    }

    /** Imports the item factors as {@link FactorImport#run} does; vectors that are not of the rank are rejected. */
    public FactorImport.Report importItems(FactorRows target, boolean strict) {
        return importSide("itemFactors", target, strict);
    }

    /** Imports the user factors in the same way. */
    public FactorImport.Report importUsers(FactorRows target, boolean strict) {
        return importSide("userFactors", target, strict);
    }

    private FactorImport.Report importSide(String side, FactorRows target, boolean strict) {
        Path factors = directory.resolve(side);
        List<Path> parts = parts(factors, name -> name.endsWith(".parquet"));
        return FactorImport.run(factors, new SparkFactorSource(parts), null, target, rank, strict);
    }

    /** Returns the files that Spark's tasks wrote, in the order of their names; at least one. */
    private static List<Path> parts(Path directory, Predicate<String> names) {
        if (!Files.isDirectory(directory)) {
            throw broken(directory, "is not there; a saved ALSModel has metadata, itemFactors and userFactors");
        }
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> parts = entries.filter(entry -> {
                        String name = entry.getFileName().toString();
                        return name.startsWith("part-") && names.test(name);
                    })
                    .sorted()
                    .toList();
            if (parts.isEmpty()) {
                throw broken(directory, "has no part-… file");
            }
            return parts;
        } catch (IOException e) {
            throw new CandorException(ErrorCode.IMPORT_INVALID, "cannot read " + directory + ": " + e.getMessage(), e);
        }
    }

    private static JsonNode firstLine(Path file) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(ImportFormat.stream(file), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            return JSON.readTree(line == null ? "" : line);
        } catch (JsonProcessingException e) {
            throw broken(file, "is not JSON");
        } catch (IOException e) {
            throw new CandorException(ErrorCode.IMPORT_INVALID, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static CandorException broken(Path file, String why) {
        return new CandorException(ErrorCode.IMPORT_INVALID, file + " " + why);
    }
}

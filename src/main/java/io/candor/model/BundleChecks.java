package io.candor.model;

import static io.candor.model.BundleFiles.GRAM;
import static io.candor.model.BundleFiles.ITEMS;
import static io.candor.model.BundleFiles.ITEM_BIAS;
import static io.candor.model.BundleFiles.ITEM_POPULARITY;
import static io.candor.model.BundleFiles.ITEM_TREND;
import static io.candor.model.BundleFiles.USERS;
import static io.candor.model.BundleFiles.USER_BIAS;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Checks mapped files against the manifest: shapes first, which is free, then every byte, on all cores. */
final class BundleChecks {
    private static final long FLOAT_CHUNK_BYTES = 1 << 24;

    private BundleChecks() {}

    static void verify(ModelManifest manifest, MappedFiles files) {
        Map<String, Integer> floatsPerRow = Map.of(
                ITEMS, manifest.dims(),
                USERS, manifest.dims(),
                ITEM_BIAS, 1,
                USER_BIAS, 1,
                ITEM_POPULARITY, 1,
                ITEM_TREND, 1);
        files.required(ITEMS);
        files.required(USERS);
        List<Supplier<Optional<CandorException>>> checks = new ArrayList<>();
        new TreeMap<>(manifest.files()).forEach((name, entry) -> {
            MemorySegment data = files.required(name);
            int width = floatsPerRow.getOrDefault(name, 0);
            if (width > 0) {
                boolean ofUsers = name.equals(USERS) || name.equals(USER_BIAS);
                checkShape(name, ofUsers ? manifest.users() : manifest.items(), width, Float.BYTES, data);
            }
            checks.add(() -> checksum(name, entry.crc32c(), data));
        });
        files.optional(GRAM).ifPresent(data -> checkShape(GRAM, manifest.dims(), manifest.dims(), Double.BYTES, data));
        checks.addAll(finiteness(files, floatsPerRow));
        run(checks);
    }

    private static void checkShape(String name, int rows, int width, int bytes, MemorySegment data) {
        long expected = (long) rows * width * bytes;
        if (data.byteSize() != expected) {
            throw new CandorException(
                    ErrorCode.BUNDLE_DIMENSION_MISMATCH,
                    name + ": expected " + rows + " × " + width + " values in " + expected + " bytes, found "
                            + data.byteSize() + " bytes");
        }
    }

    private static Optional<CandorException> checksum(String name, String expected, MemorySegment data) {
        String found = Checksum.of(data);
        return expected.equals(found)
                ? Optional.empty()
                : Optional.of(new CandorException(
                        ErrorCode.BUNDLE_CORRUPT, name + ": expected CRC-32C " + expected + ", found " + found));
    }

    private static List<Supplier<Optional<CandorException>>> finiteness(
            MappedFiles files, Map<String, Integer> floatsPerRow) {
        List<Supplier<Optional<CandorException>>> checks = new ArrayList<>();
        files.all().forEach((name, data) -> {
            int width = floatsPerRow.getOrDefault(name, 0);
            for (long at = 0; width > 0 && at < data.byteSize(); at += FLOAT_CHUNK_BYTES) {
                long from = at;
                long length = Math.min(FLOAT_CHUNK_BYTES, data.byteSize() - at);
                checks.add(() -> finite(name, width, data.asSlice(from, length), from / Float.BYTES));
            }
        });
        return checks;
    }

    private static Optional<CandorException> finite(String name, int width, MemorySegment chunk, long firstFloat) {
        if (Floats.allFinite(chunk)) {
            return Optional.empty();
        }
        long at = Floats.firstNotFinite(chunk);
        float value = chunk.get(Floats.FLOAT_LE, at * Float.BYTES);
        long position = firstFloat + at;
        return Optional.of(new CandorException(
                ErrorCode.BUNDLE_NOT_FINITE,
                name + ", row " + (position / width + 1) + ", dimension " + (position % width + 1)
                        + ": expected a finite number, found " + value));
    }

    /** Runs all checks in parallel; throws what the first one in the list that failed says. */
    private static void run(List<Supplier<Optional<CandorException>>> checks) {
        Optional<CandorException> failure = checks.parallelStream()
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}

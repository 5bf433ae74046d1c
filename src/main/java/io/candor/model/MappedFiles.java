package io.candor.model;

import static java.nio.file.StandardOpenOption.READ;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files of a bundle, mapped, present and of the length the manifest says. */
final class MappedFiles {
    private final Map<String, MemorySegment> segments = new TreeMap<>();

    private MappedFiles() {}

    /** Maps a whole file for reading; the segment lives as long as the arena. */
    static MemorySegment map(Path file, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file, READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    /**
     * Maps every file that the manifest names.
     *
     * @throws CandorException BUNDLE_MISSING, BUNDLE_TRUNCATED or, for a file that is too long, BUNDLE_CORRUPT
     */
    static MappedFiles open(Path directory, ModelManifest manifest, Arena arena) throws IOException {
        MappedFiles files = new MappedFiles();
        for (Map.Entry<String, ModelManifest.FileEntry> entry : new TreeMap<>(manifest.files()).entrySet()) {
            String name = entry.getKey();
            if (name.contains("/") || name.contains("\\") || name.startsWith(".")) {
                throw new CandorException(
                        ErrorCode.BUNDLE_CORRUPT, BundleFiles.MANIFEST + ": '" + name + "' is no plain file name");
            }
            Path file = directory.resolve(name);
            if (!Files.isRegularFile(file)) {
                throw missing(name, entry.getValue().bytes() + " bytes");
            }
            MemorySegment segment = map(file, arena);
            checkLength(name, entry.getValue().bytes(), segment.byteSize());
            files.segments.put(name, segment);
        }
        return files;
    }

    private static CandorException missing(String name, String expected) {
        return new CandorException(ErrorCode.BUNDLE_MISSING, name + ": expected " + expected + ", found no such file");
    }

    private static void checkLength(String name, long expected, long found) {
        if (expected != found) {
            throw new CandorException(
                    found < expected ? ErrorCode.BUNDLE_TRUNCATED : ErrorCode.BUNDLE_CORRUPT,
                    name + ": expected " + expected + " bytes, found " + found);
        }
    }

    Map<String, MemorySegment> all() {
        return segments;
    }

    /** Returns a file; throws BUNDLE_MISSING when the bundle has none of that name. */
    MemorySegment required(String name) {
        return optional(name).orElseThrow(() -> missing(name, "it in every bundle"));
    }

    Optional<MemorySegment> optional(String name) {
        return Optional.ofNullable(segments.get(name));
    }
}

package io.candor.model;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens bundles: maps them, checks every byte, and refuses what is not whole.
 *
 * <p>Each way to be wrong has its code, and the message says file, what was expected and what was found:
 *
 * <ul>
 *   <li>BUNDLE_MISSING: the directory, the manifest or a file is not there;
 *   <li>BUNDLE_TRUNCATED: a file is shorter than it was;
 *   <li>BUNDLE_CORRUPT: a checksum differs, a file is longer than it was, or the manifest contradicts itself;
 *   <li>BUNDLE_TOO_OLD, BUNDLE_TOO_NEW: whole, but of a format this release does not read;
 *   <li>BUNDLE_DIMENSION_MISMATCH: whole, but vectors, rows or columns do not fit together, or not the expected dimension;
 *   <li>BUNDLE_NOT_FINITE: whole, but a factor or a bias is NaN or infinite;
 *   <li>DATA_DIRECTORY_UNUSABLE: a file cannot be read.
 * </ul>
 *
 * <p>Time is that of reading the files once, on all cores; heap use does not grow with them. Blocks; stateless.
 */
public final class BundleReader {
    private static final int ANY_DIMENSION = 0;

    private BundleReader() {}

    /** Opens a bundle of any dimension. */
    public static ModelSnapshot open(Path directory) {
        return open(directory, ANY_DIMENSION);
    }

    /** Opens a bundle that must have vectors of {@code expectedDims} values. */
    public static ModelSnapshot open(Path directory, int expectedDims) {
        Path absolute = directory.toAbsolutePath().normalize();
        ModelManifest manifest = manifest(absolute);
        if (expectedDims != ANY_DIMENSION && manifest.dims() != expectedDims) {
            throw new CandorException(
                    ErrorCode.BUNDLE_DIMENSION_MISMATCH,
                    BundleFiles.MANIFEST + ": expected vectors of " + expectedDims + " values, found "
                            + manifest.dims());
        }
        Arena arena = Arena.ofShared();
        boolean opened = false;
        try {
            MappedFiles files = MappedFiles.open(absolute, manifest, arena);
            BundleChecks.verify(manifest, files);
            ModelSnapshot snapshot = new MappedModelSnapshot(absolute, manifest, files, arena);
            opened = true;
            return snapshot;
        } catch (IOException e) {
            throw unreadable(absolute, e);
        } finally {
            if (!opened) {
                arena.close();
            }
        }
    }

    /** Reads and checks only the manifest. */
    public static ModelManifest manifest(Path directory) {
        Path file = directory.resolve(BundleFiles.MANIFEST);
        if (!Files.isRegularFile(file)) {
            throw new CandorException(
                    ErrorCode.BUNDLE_MISSING,
                    Files.isDirectory(directory)
                            ? BundleFiles.MANIFEST + ": expected in " + directory + ", found no such file"
                            : directory + ": expected a bundle, found no such directory");
        }
        try {
            return ManifestCodec.decode(Files.readAllBytes(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static CandorException unreadable(Path path, IOException e) {
        return new CandorException(ErrorCode.DATA_DIRECTORY_UNUSABLE, path + " cannot be read: " + e.getMessage(), e);
    }
}

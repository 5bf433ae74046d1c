package io.candor.verticle;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.model.ModelManifest;
import io.candor.storage.ModelRegistry.RegisteredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The directory in which bundles appear: {@code <data-dir>/models/<version>}. A bundle is there when its manifest is, which
 * is written last; names that begin with a dot are bundles being written.
 *
 * <p>Blocks. Not thread-safe: one task at a time.
 */
final class BundleDirectory {
    private static final String MANIFEST = "manifest.json";

    /** Names the version that served last; begins with a dot, so that it is no bundle. */
    private static final String LAST_SERVED = ".serving";

    private static final Logger LOG = LogManager.getLogger(BundleDirectory.class);
    private static final FileTime EPOCH = FileTime.fromMillis(0);

    private final Path root;
    private final Map<Path, FileTime> seen = new HashMap<>();

    BundleDirectory(Path root) {
        this.root = root;
    }

    /** Returns the bundles that are new or were replaced since the last look, oldest first. */
    List<Path> look() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        Map<Path, FileTime> found = new HashMap<>();
        try (Stream<Path> children = Files.list(root)) {
            for (Path child : children.toList()) {
                Path manifest = child.resolve(MANIFEST);
                if (!child.getFileName().toString().startsWith(".") && Files.isRegularFile(manifest)) {
                    found.put(child, Files.getLastModifiedTime(manifest));
                }
            }
        } catch (IOException e) {
            throw new CandorException(ErrorCode.DATA_DIRECTORY_UNUSABLE, root + " cannot be read: " + e, e);
        }
        List<Path> fresh = new ArrayList<>();
        found.forEach((child, time) -> {
            if (!time.equals(seen.get(child))) {
                fresh.add(child);
            }
        });
        fresh.sort(Comparator.comparing(child -> found.getOrDefault(child, EPOCH)));
        seen.clear();
        seen.putAll(found);
        return fresh;
    }

    /** Notes which version serves, so that the next start can open it before the database says so. */
    void noteServing(String version) {
        try {
            Files.writeString(root.resolve(LAST_SERVED), version);
        } catch (IOException e) {
            // The next start then waits for the database first.
            LOG.debug("{} cannot be written: {}", root.resolve(LAST_SERVED), e.toString());
        }
    }

    /** Returns the bundle that served last from a directory, when that is known and it is still there. */
    static Optional<Path> lastServed(Path root) {
        try {
            String version = Files.readString(root.resolve(LAST_SERVED));
            ModelManifest.checkVersion(version);
            return Optional.of(root.resolve(version)).filter(bundle -> Files.isRegularFile(bundle.resolve(MANIFEST)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns where a registered bundle lies: here, or where it was when another process registered it. */
    Path locate(RegisteredModel model) {
        Path here = root.resolve(model.version());
        return Files.isDirectory(here) ? here : Path.of(model.directory());
    }
}

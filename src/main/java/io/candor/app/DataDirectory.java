package io.candor.app;

import io.candor.access.KeyFile;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.http.HttpConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a process keeps its state: {@code models/<version>}, {@code postgres}, {@code events}, {@code token.keys}, {@code
 * api.keys}.
 *
 * @param root absolute
 */
public record DataDirectory(Path root) {
    public DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    public Path models() {
        return root.resolve("models");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    Path eventLog() {
        return root.resolve("events");
    }

    /** Returns the file of API keys that this configuration and directory come to. */
    public KeyFile apiKeys(HttpConfig config) {
        return new KeyFile(config.keysFile().orElse(root.resolve("api.keys")));
    }

    Path tokenKeys() {
        return root.resolve("token.keys");
    }

    /** Makes the directories that are not there; throws DATA_DIRECTORY_UNUSABLE when that cannot be. */
    public DataDirectory create() {
        try {
            Files.createDirectories(models());
        } catch (IOException e) {
            throw new CandorException(
                    ErrorCode.DATA_DIRECTORY_UNUSABLE, "data directory " + root + " cannot be made: " + e, e);
        }
        if (!Files.isWritable(root)) {
            throw new CandorException(ErrorCode.DATA_DIRECTORY_UNUSABLE, "data directory " + root + " is read-only");
        }
        return this;
    }
}

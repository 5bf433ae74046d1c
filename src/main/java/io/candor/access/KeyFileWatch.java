package io.candor.access;

import io.candor.error.CandorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Follows a key file. What cannot be read, and a file that is gone, leave the last good ring in force, and the log says so
 * once; a file that held keys and holds none any more closes everything. Not thread-safe; each call reads the disk.
 */
public final class KeyFileWatch {
    private static final Logger LOG = LogManager.getLogger(KeyFileWatch.class);

    private final KeyFile file;
    private String seen;
    private String problem = "";
    private KeyRing ring;

    /**
     * Reads the file for the first time.
     *
     * @throws CandorException as {@link KeyFile#keys}
     */
    public KeyFileWatch(KeyFile file) {
        this.file = file;
        this.seen = fingerprint();
        this.ring = file.ring();
    }

    /** Returns the last good ring. */
    public KeyRing ring() {
        return ring;
    }

    /** Returns the new ring when the file has changed for another good one since the last call. */
    public Optional<KeyRing> poll() {
        // Taken before reading, so that a change meanwhile is seen the next time.
        String now = fingerprint();
        if (now.equals(seen) && problem.isEmpty()) {
            return Optional.empty();
        }
        seen = now;
        return now.isEmpty() ? keep(file.path() + " is gone") : read();
    }

    private Optional<KeyRing> read() {
        try {
            KeyRing read = file.ring();
            ring = read.isRequired() || !ring.isRequired() ? read : KeyRing.CLOSED;
            problem = "";
            LOG.info(
                    "the key file {} has changed: {} valid, {} revoked",
                    file.path(),
                    ring.live(),
                    ring.size() - ring.live());
            return Optional.of(ring);
        } catch (CandorException e) {
            return keep(String.valueOf(e.getMessage()));
        }
    }

    /** Says so once, however often the file is looked at in this state. */
    private Optional<KeyRing> keep(String why) {
        if (!why.equals(problem)) {
            LOG.error("the API keys stay as they were: {}", why);
        }
        problem = why;
        return Optional.empty();
    }

    /** Returns what differs when the file does: time, size and identity; empty when there is none. */
    private String fingerprint() {
        try {
            BasicFileAttributes file = Files.readAttributes(this.file.path(), BasicFileAttributes.class);
            return file.lastModifiedTime() + " " + file.size() + " " + file.fileKey();
        } catch (IOException e) {
            return "";
        }
    }
}

package io.candor.access;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The file of keys: one {@link KeyLine} a line, in the order of their making; blank lines and {@code #} comments are
 * allowed and kept. Readable by its owner alone; a change replaces it as a whole, so that no reader sees half of it.
 *
 * <p>Messages name file and line, never a key. Thread-safe; changes of several processes come one after the other.
 */
public final class KeyFile {
    private static final int MAX_BYTES = 8 << 20;
    private static final String HEADER =
            "# API keys of Candor, written by \"candor keys\". Holds hashes; a key itself stands nowhere.";

    private final Path path;

    public KeyFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    public Path path() {
        return path;
    }

    /**
     * Returns the keys in the order in which they were made; none when there is no file.
     *
     * @throws CandorException CONFIG_INVALID naming file and line; DATA_DIRECTORY_UNUSABLE when it cannot be read
     */
    public List<ApiKey> keys() {
        return List.copyOf(parse(lines()).sequencedValues());
    }

    /** Returns the ring of {@link #keys}. */
    public KeyRing ring() {
        return KeyRing.of(keys());
    }

    /** Makes a key valid; makes the file when there is none. */
    public void add(ApiKey key) {
        change(lines -> {
            if (parse(lines).containsKey(key.id())) {
                throw new CandorException(ErrorCode.CONFIG_INVALID, path + " has a key " + key.id() + " already");
            }
            if (lines.isEmpty()) {
                lines.add(HEADER);
            }
            lines.add(KeyLine.write(key));
            return key;
        });
    }

    /**
     * Makes a key invalid from now on, and returns what is kept of it; one that was revoked before stays as it is.
     *
     * @throws CandorException USAGE when there is no such key, and as {@link #keys}
     */
    public ApiKey revoke(String id, Instant now) {
        return change(lines -> {
            ApiKey key = parse(lines).get(id);
            if (key == null) {
                throw new CandorException(
                        ErrorCode.USAGE, "there is no key of that id in " + path + "; candor keys list shows the ids");
            }
            if (!key.isLive()) {
                return key;
            }
            ApiKey revoked = key.revokedAt(now);
            lines.replaceAll(line -> isKey(line) && KeyLine.read(line).id().equals(id) ? KeyLine.write(revoked) : line);
            return revoked;
        });
    }

    /** Something that alters the lines of the file, and what became of the key it is about. */
    private interface Change {
        ApiKey apply(List<String> lines);
    }

    private ApiKey change(Change change) {
        try (KeyFileLock lock = KeyFileLock.acquire(path)) {
            List<String> lines = lines();
            List<String> before = List.copyOf(lines);
            ApiKey result = change.apply(lines);
            if (!lines.equals(before)) {
                lock.replace(String.join("\n", lines) + "\n");
            }
            return result;
        } catch (IOException e) {
            throw new CandorException(ErrorCode.DATA_DIRECTORY_UNUSABLE, "API keys cannot be written to " + path, e);
        }
    }

    private List<String> lines() {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new CandorException(ErrorCode.CONFIG_INVALID, path + " has more than " + MAX_BYTES + " bytes");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new ArrayList<>(text.lines().toList());
        } catch (NoSuchFileException e) {
            return new ArrayList<>();
        } catch (CharacterCodingException e) {
            throw new CandorException(ErrorCode.CONFIG_INVALID, path + " is not UTF-8", e);
        } catch (IOException e) {
            throw new CandorException(ErrorCode.DATA_DIRECTORY_UNUSABLE, "API keys cannot be read from " + path, e);
        }
    }

    private SequencedMap<String, ApiKey> parse(List<String> lines) {
        SequencedMap<String, ApiKey> keys = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            if (isKey(lines.get(i))) {
                put(keys, lines.get(i), path + " line " + (i + 1));
            }
        }
        return keys;
    }

    private static void put(Map<String, ApiKey> keys, String line, String where) {
        try {
            ApiKey key = KeyLine.read(line);
            if (keys.putIfAbsent(key.id(), key) != null) {
                throw new IllegalArgumentException("key " + key.id() + " stands in the file twice");
            }
        } catch (IllegalArgumentException e) {
            throw new CandorException(ErrorCode.CONFIG_INVALID, where + ": " + e.getMessage());
        }
    }

    private static boolean isKey(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }
}

package io.candor.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Secrets: from {@code CANDOR_<KEY>}, or from the file that {@code <key>_file} or {@code CANDOR_<KEY>_FILE} names. A
 * relative file name is looked up beside the configuration file. A secret in the configuration file itself is refused.
 */
final class SecretReader {
    static final String FILE_SUFFIX = "_file";

    private final Environment environment;
    private final Problems problems;
    private final Path directory;

    SecretReader(Environment environment, Problems problems, Path directory) {
        this.environment = environment;
        this.problems = problems;
        this.directory = directory;
    }

    /** Returns whether a component holds a secret: {@code Secret}, {@code Optional<Secret>} or {@code List<Secret>}. */
    static boolean isSecret(Type type) {
        return type == Secret.class
                || (type instanceof ParameterizedType generic
                        && (generic.getRawType() == Optional.class || generic.getRawType() == List.class)
                        && generic.getActualTypeArguments()[0] == Secret.class);
    }

    static boolean isFileKey(RecordShape shape, String key) {
        if (!key.endsWith(FILE_SUFFIX)) {
            return false;
        }
        int component = shape.names().indexOf(key.substring(0, key.length() - FILE_SUFFIX.length()));
        return component >= 0 && isSecret(shape.type(component));
    }

    /**
     * Reads a secret of the given type: of a list, the environment has one between commas, the file one a line.
     *
     * @return null after a problem was noted
     */
    @Nullable
    Object read(Type type, String path, JsonNode inline, JsonNode file, @Nullable Object fallback) {
        problems.knownKey(path + FILE_SUFFIX);
        if (!inline.isMissingNode()) {
            problems.add(
                    path,
                    "must not stand in the configuration file; set " + Environment.variable(path) + " or " + path
                            + FILE_SUFFIX);
            return null;
        }
        Optional<String> value = environment.override(path);
        Optional<String> fileOverride = environment.override(path + FILE_SUFFIX);
        boolean fileKey = !file.isMissingNode() && !file.isNull();
        if (value.isPresent() && fileOverride.isPresent()) {
            String name = Environment.variable(path);
            problems.add(path, "is given twice, by " + name + " and by " + name + "_FILE");
            return null;
        }
        if (value.isPresent()) {
            return wrap(type, path, value.get(), ",");
        }
        if (fileOverride.isPresent()) {
            return fromFile(type, path, fileOverride.get());
        }
        if (fileKey && !file.isTextual()) {
            problems.add(path + FILE_SUFFIX, "must be a path, was " + file);
            return null;
        }
        return fileKey ? fromFile(type, path, file.asText()) : absent(type, path, fallback);
    }

    private @Nullable Object absent(Type type, String path, @Nullable Object fallback) {
        if (fallback != null) {
            return fallback;
        }
        if (type == Secret.class) {
            problems.add(path, "is required; set " + Environment.variable(path) + " or " + path + FILE_SUFFIX);
            return null;
        }
        return isList(type) ? List.of() : Optional.empty();
    }

    private @Nullable Object fromFile(Type type, String path, String name) {
        try {
            return wrap(type, path, Files.readString(directory.resolve(name)).strip(), "\\R");
        } catch (IOException | IllegalArgumentException e) {
            problems.add(
                    path + FILE_SUFFIX,
                    "cannot read " + name + " (" + e.getClass().getSimpleName() + ")");
            return null;
        }
    }

    private @Nullable Object wrap(Type type, String path, String text, String separator) {
        if (text.isBlank()) {
            problems.add(path, "must not be empty");
            return null;
        }
        if (isList(type)) {
            return Arrays.stream(text.split(separator))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .map(Secret::of)
                    .toList();
        }
        Secret secret = Secret.of(text);
        return type == Secret.class ? secret : Optional.of(secret);
    }

    private static boolean isList(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == List.class;
    }
}

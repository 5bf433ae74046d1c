package io.candor.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a tree of records from a YAML file and the environment, strictly. Stateless.
 *
 * <p>A record's components are its keys, in snake_case. A key may hold a text, a whole or real number, a flag, an enum
 * constant in lower case, a {@link java.time.Duration}, a {@link ByteSize}, a {@link java.net.URI}, a {@link Path}, a
 * record, or an {@code Optional}, {@code List} or {@code Map<String, …>} of these, or a {@link Secret}.
 *
 * <ul>
 *   <li>Keys that are absent keep the value of the record's static {@code defaults()}, at every depth; a record without
 *       {@code defaults()} requires all of its keys. A mapping key without a value counts as absent.
 *   <li>A map that is given replaces the default map; each of its entries starts from the defaults of the element.
 *   <li>{@code null} empties an {@code Optional} and is refused elsewhere.
 *   <li>{@code CANDOR_HTTP_PORT} overrides {@code http.port}, also inside the entries of a map that exists; lists of
 *       scalars are separated by commas there. Variables that fit no key are refused, except {@code CANDOR_CONFIG}, {@code
 *       CANDOR_DATA_DIR}, {@code CANDOR_HOME}, {@code CANDOR_JAVA_OPTS}, {@code CANDOR_LOG_FORMAT} and
 *       {@code CANDOR_LOG_LEVEL}, which are no keys.
 *   <li>Constructors refuse values by {@link IllegalArgumentException}; a message that begins with a component's name is
 *       reported at that key.
 * </ul>
 */
public final class ConfigLoader {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private ConfigLoader() {}

    /**
     * Reads a file and applies the environment to it.
     *
     * @throws CandorException {@code CONFIG_INVALID} with every problem found as a violation
     */
    public static <T extends Record> T load(Class<T> type, Path file, Map<String, String> environment) {
        Path absolute = file.toAbsolutePath();
        Path directory = Objects.requireNonNull(absolute.getParent(), "a file has a directory");
        return bind(type, ConfigYaml.read(file), directory, environment, "configuration file " + file);
    }

    /**
     * Applies the environment to the defaults.
     *
     * @throws CandorException {@code CONFIG_INVALID} with every problem found as a violation
     */
    public static <T extends Record> T load(Class<T> type, Map<String, String> environment) {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        return bind(type, nothing, Path.of("").toAbsolutePath(), environment, "configuration");
    }

    private static <T extends Record> T bind(
            Class<T> type, ObjectNode tree, Path directory, Map<String, String> variables, String what) {
        Environment environment = new Environment(variables);
        Problems problems = new Problems();
        SecretReader secrets = new SecretReader(environment, problems, directory);
        Object value = new Binder(environment, problems, secrets).bindRecord(new RecordShape(type), "", tree, null);
        List<Violation> violations = problems.all(environment);
        if (!violations.isEmpty() || value == null) {
            String count = violations.size() == 1 ? "1 problem" : violations.size() + " problems";
            throw new CandorException(ErrorCode.CONFIG_INVALID, what + " has " + count, violations);
        }
        return type.cast(value);
    }

    /** Lists every key with its default, in the order of the components; a secret as its {@code _file} key. */
    public static List<ConfigKey> keys(Class<? extends Record> type) {
        Object defaults = Optional.ofNullable(new RecordShape(type).defaults())
                .orElseThrow(() -> new IllegalArgumentException(type.getName() + " has no defaults()"));
        Map<String, @Nullable Object> leaves = new LinkedHashMap<>();
        ConfigTree.flatten("", ConfigTree.of(defaults), leaves);
        List<ConfigKey> keys = new ArrayList<>();
        leaves.forEach((path, value) -> keys.add(new ConfigKey(path, Environment.variable(path), text(value))));
        return keys;
    }

    /** Lists the paths of the keys that stand in a file, whatever they mean, in its order. */
    public static List<String> keysIn(Path file) {
        Map<String, @Nullable Object> leaves = new LinkedHashMap<>();
        Object tree = YAML.convertValue(ConfigYaml.read(file), new TypeReference<Map<String, Object>>() {});
        ConfigTree.flatten("", tree, leaves);
        return List.copyOf(leaves.keySet());
    }

    /** Returns a configuration as YAML, every key present, secrets redacted. */
    public static String print(Record configuration) {
        return text(ConfigTree.of(configuration)) + System.lineSeparator();
    }

    private static String text(@Nullable Object value) {
        try {
            return YAML.writeValueAsString(value).strip();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot print " + value, e);
        }
    }
}

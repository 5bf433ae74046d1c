package io.candor.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The {@code CANDOR_*} variables, and which of them were used.
 *
 * <p>The name of a key's variable follows from its path alone: {@code CANDOR_} and the path in upper case with every
 * character that is not a letter or a digit replaced by {@code _}. So {@code http.port} is {@code CANDOR_HTTP_PORT}.
 */
final class Environment {
    static final String PREFIX = "CANDOR_";
    /** Variables of the launcher, the command line and the log, which are no configuration keys. */
    static final Set<String> RESERVED = Set.of(
            "CANDOR_CONFIG",
            "CANDOR_DATA_DIR",
            "CANDOR_HOME",
            "CANDOR_JAVA_OPTS",
            "CANDOR_LOG_FORMAT",
            "CANDOR_LOG_LEVEL");

    private static final Pattern OTHER = Pattern.compile("[^A-Z0-9]");

    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, String> paths = new LinkedHashMap<>();

    Environment(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !RESERVED.contains(name)) {
                values.put(name, value);
            }
        });
    }

    static String variable(String path) {
        return PREFIX + OTHER.matcher(path.toUpperCase(Locale.ROOT)).replaceAll("_");
    }

    /**
     * Returns the override of a key, and takes note that the key exists.
     *
     * @throws IllegalStateException when another key has the same variable
     */
    Optional<String> override(String path) {
        String name = variable(path);
        String earlier = paths.putIfAbsent(name, path);
        if (earlier != null && !earlier.equals(path)) {
            throw new IllegalStateException("keys " + earlier + " and " + path + " share the variable " + name);
        }
        return Optional.ofNullable(values.get(name));
    }

    /** Returns whether any variable lies under a key that has keys of its own. */
    boolean hasUnder(String path) {
        String prefix = variable(path) + "_";
        return values.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }

    /** Returns the variables that belong to no key seen so far. */
    Set<String> unknown() {
        Set<String> names = new TreeSet<>(values.keySet());
        names.removeAll(paths.keySet());
        return names;
    }

    /** Returns the variables of all keys seen so far. */
    Set<String> known() {
        return paths.keySet();
    }
}

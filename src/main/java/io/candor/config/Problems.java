package io.candor.config;

import io.candor.error.Violation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong so far, and the keys that exist, from which the nearest match to an unknown one is taken. */
final class Problems {
    private final List<Violation> found = new ArrayList<>();
    private final Set<String> unknownKeys = new LinkedHashSet<>();
    private final Set<String> knownKeys = new LinkedHashSet<>();

    void add(String path, String message) {
        found.add(new Violation(path, message));
    }

    void unknownKey(String path) {
        unknownKeys.add(path);
    }

    void knownKey(String path) {
        knownKeys.add(path);
    }

    /** Returns everything found, the unknown keys and variables last, each with its nearest match. */
    List<Violation> all(Environment environment) {
        List<Violation> all = new ArrayList<>(found);
        for (String key : unknownKeys) {
            all.add(new Violation(key, "unknown key" + suggestion(nearestKey(key))));
        }
        for (String variable : environment.unknown()) {
            Optional<String> nearest = NearestName.of(variable, environment.known());
            all.add(new Violation(variable, "unknown environment variable" + suggestion(nearest)));
        }
        return all;
    }

    /** A key of the same name elsewhere is a better guess than a distant one beside it. */
    private Optional<String> nearestKey(String key) {
        Optional<String> nearest = NearestName.of(key, knownKeys);
        if (nearest.isPresent() && NearestName.distance(key, nearest.get()) <= 2) {
            return nearest;
        }
        String name = lastName(key);
        Optional<String> moved =
                knownKeys.stream().filter(k -> lastName(k).equals(name)).findFirst();
        return moved.or(() -> nearest);
    }

    private static String lastName(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    private static String suggestion(Optional<String> nearest) {
        return nearest.map(name -> ", did you mean " + name + "?").orElse("");
    }
}

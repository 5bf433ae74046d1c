package io.candor.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Trees of JSON values: texts, numbers, flags, lists, and maps by text. Pure functions. */
final class OverrideTree {
    private OverrideTree() {}

    /** Returns an immutable copy. */
    static Map<String, Object> copyOf(Map<String, Object> tree) {
        Map<String, Object> copy = new LinkedHashMap<>();
        tree.forEach((name, value) -> copy.put(name, copyOfValue(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object copyOfValue(Object value) {
        return switch (value) {
            case Map<?, ?> map -> copyOf(branch(map));
            case List<?> list -> copyOfList(list);
            case String text -> text;
            case Long number -> number;
            case Integer number -> number.longValue();
            case Double number -> number;
            case Boolean flag -> flag;
            default -> throw new IllegalArgumentException("overrides cannot hold a " + value.getClass());
        };
    }

    private static List<Object> copyOfList(List<?> list) {
        List<Object> copy = new ArrayList<>();
        list.forEach(value -> copy.add(copyOfValue(value)));
        return Collections.unmodifiableList(copy);
    }

    /** Returns one tree with the leaves of both; where both have a leaf, that of the second. */
    static Map<String, Object> merge(Map<String, Object> first, Map<String, Object> second) {
        Map<String, Object> merged = new LinkedHashMap<>(first);
        second.forEach((name, value) -> merged.merge(name, value, OverrideTree::mergeValues));
        return Collections.unmodifiableMap(merged);
    }

    private static Object mergeValues(Object first, Object second) {
        return first instanceof Map<?, ?> a && second instanceof Map<?, ?> b ? merge(branch(a), branch(b)) : second;
    }

    /** Returns the paths of all leaves, their names joined by dots, in order; a list is a leaf. */
    static Set<String> leaves(Collection<Map<String, Object>> trees) {
        Set<String> leaves = new TreeSet<>();
        trees.forEach(tree -> addLeaves("", tree, leaves));
        return leaves;
    }

    private static void addLeaves(String path, Map<String, Object> tree, Set<String> leaves) {
        tree.forEach((name, value) -> {
            String child = path.isEmpty() ? name : path + "." + name;
            if (value instanceof Map<?, ?> map && !map.isEmpty()) {
                addLeaves(child, branch(map), leaves);
            } else {
                leaves.add(child);
            }
        });
    }

    /** Returns whether one path is the other, or leads to it. */
    static boolean overlap(String path, String other) {
        return path.equals(other) || path.startsWith(other + ".") || other.startsWith(path + ".");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> branch(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}

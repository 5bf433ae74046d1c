package io.candor.config;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Constructs one record from bound values. What its constructor refuses becomes a problem of the component that the
 * message begins with; that component is then set to its default and the constructor tried again, so that a second
 * refusal is found too.
 */
final class RecordAssembly {
    private final RecordShape shape;
    private final String path;
    private final Problems problems;

    RecordAssembly(RecordShape shape, String path, Problems problems) {
        this.shape = shape;
        this.path = path;
        this.problems = problems;
    }

    /**
     * Returns the record, or null after noting why not.
     *
     * @param values by component; null where binding failed, which has been noted; overwritten
     * @param fallbacks by component; null where there is no default; not modified
     */
    @Nullable
    Object assemble(@Nullable Object[] values, @Nullable Object[] fallbacks) {
        Set<Integer> faulty = new HashSet<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                faulty.add(i);
                values[i] = fallbacks[i];
            }
        }
        while (Arrays.stream(values).noneMatch(Objects::isNull)) {
            try {
                Object record = shape.construct(values);
                return faulty.isEmpty() ? record : null;
            } catch (IllegalArgumentException e) {
                int blamed = blamed(String.valueOf(e.getMessage()));
                if (blamed >= 0 && faulty.contains(blamed)) {
                    return null;
                }
                note(blamed, String.valueOf(e.getMessage()));
                if (blamed < 0) {
                    return null;
                }
                faulty.add(blamed);
                values[blamed] = fallbacks[blamed];
            }
        }
        return null;
    }

    private void note(int component, String message) {
        if (component < 0) {
            problems.add(path, message);
            return;
        }
        String name = shape.names().get(component);
        String rest = message.substring(firstWord(message).length()).strip();
        problems.add(path.isEmpty() ? name : path + "." + name, rest.isEmpty() ? message : rest);
    }

    /** Returns the component that the first word of the message names, in camel or snake case, or −1. */
    private int blamed(String message) {
        return shape.names().indexOf(RecordShape.snakeCase(firstWord(message)));
    }

    private static String firstWord(String message) {
        int end = 0;
        while (end < message.length() && Character.isJavaIdentifierPart(message.charAt(end))) {
            end++;
        }
        return message.substring(0, end);
    }
}

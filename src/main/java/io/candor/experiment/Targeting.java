package io.candor.experiment;

import io.candor.event.Subject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which requests may be assigned, by who asks and by the attributes of the request's context.
 *
 * @param subjects kinds that take part; empty for users and sessions alike
 * @param all every one of these must hold
 * @param any one of these must hold, unless there are none
 * @param none not one of these may hold
 */
public record Targeting(Set<Subject.Kind> subjects, List<Condition> all, List<Condition> any, List<Condition> none) {
    /** No condition. */
    public static final Targeting EVERYBODY = new Targeting(Set.of(), List.of(), List.of(), List.of());

    public Targeting {
        subjects = Set.copyOf(subjects);
        all = List.copyOf(all);
        any = List.copyOf(any);
        none = List.copyOf(none);
        if (subjects.contains(Subject.Kind.NOBODY)) {
            throw new IllegalArgumentException("subjects must be users or sessions, nobody is never assigned");
        }
    }

    /**
     * An attribute has one of some values; an attribute that is not given has none of them.
     *
     * @param attribute name in {@code context.attributes}
     * @param values at least one
     */
    public record Condition(String attribute, Set<String> values) {
        public Condition {
            values = Set.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("values must not be empty");
            }
        }

        boolean holds(Map<String, String> attributes) {
            String value = attributes.get(attribute);
            return value != null && values.contains(value);
        }
    }

    boolean admits(Subject.Kind kind, Map<String, String> attributes) {
        if (!subjects.isEmpty() && !subjects.contains(kind)) {
            return false;
        }
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).holds(attributes)) {
                return false;
            }
        }
        return !holdsOne(none, attributes) && (any.isEmpty() || holdsOne(any, attributes));
    }

    private static boolean holdsOne(List<Condition> conditions, Map<String, String> attributes) {
        for (int i = 0; i < conditions.size(); i++) {
            if (conditions.get(i).holds(attributes)) {
                return true;
            }
        }
        return false;
    }
}

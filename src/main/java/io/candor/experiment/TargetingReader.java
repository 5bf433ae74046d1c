package io.candor.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.catalog.Ids;
import io.candor.error.Violation;
import io.candor.event.Subject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the field {@code targeting}. Used once. */
final class TargetingReader {
    private static final List<String> FIELDS = List.of("subjects", "all", "any", "none");
    private static final List<String> CONDITION = List.of("attribute", "values");

    private final DocumentFields fields;
    private final List<Violation> violations;

    TargetingReader(JsonNode node, List<Violation> violations) {
        this.violations = violations;
        this.fields = new DocumentFields(node, "targeting", violations).only(FIELDS);
    }

    Targeting read() {
        return new Targeting(subjects(), conditions("all"), conditions("any"), conditions("none"));
    }

    private Set<Subject.Kind> subjects() {
        Set<Subject.Kind> kinds = EnumSet.noneOf(Subject.Kind.class);
        List<String> names = fields.texts("subjects", 2, Ids.MAX_BYTES);
        for (int i = 0; i < names.size(); i++) {
            switch (names.get(i)) {
                case "user" -> kinds.add(Subject.Kind.USER);
                case "session" -> kinds.add(Subject.Kind.SESSION);
                default ->
                    fields.refuse(
                            "subjects[" + i + "]",
                            "must be user or session, was \"" + DocumentFields.shortened(names.get(i)) + "\"");
            }
        }
        return kinds;
    }

    private List<Targeting.Condition> conditions(String name) {
        List<Targeting.Condition> conditions = new ArrayList<>();
        List<JsonNode> nodes = fields.list(name, ExperimentCodec.MAX_CONDITIONS);
        for (int i = 0; i < nodes.size(); i++) {
            DocumentFields condition =
                    new DocumentFields(nodes.get(i), fields.path(name + "[" + i + "]"), violations).only(CONDITION);
            String attribute = condition.text("attribute", "", Ids.MAX_BYTES);
            List<String> values = condition.texts("values", ExperimentCodec.MAX_VALUES, Ids.MAX_BYTES);
            if (!condition.has("attribute")) {
                condition.refuse("attribute", "is missing");
            }
            if (!condition.has("values") || condition.node("values").isEmpty()) {
                condition.refuse("values", "must name at least one");
            }
            if (!values.isEmpty()) {
                conditions.add(new Targeting.Condition(attribute, Set.copyOf(values)));
            }
        }
        return conditions;
    }

    /** Returns the name of a kind as it stands in documents. */
    static String wire(Subject.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}

package io.candor.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.error.Violation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Binds a tree of values over a record that exists: what the tree leaves out keeps the record's values, at every depth.
 * Keys, types and refusals are those of {@link ConfigLoader}; the environment has no say. Stateless.
 */
public final class RecordOverlay {
    private static final ObjectMapper TREES = new ObjectMapper();

    private RecordOverlay() {}

    /**
     * Returns the record with the values of the tree.
     *
     * @param base what holds where the tree says nothing; not modified
     * @param tree maps, lists, texts, numbers and flags under the keys of the configuration file
     * @param violations every problem is added here, with its path in the tree and the nearest name to an unknown one
     * @return empty when a problem was added
     * @throws IllegalArgumentException when the record holds a secret: a tree must not be able to name files
     */
    public static <T extends Record> Optional<T> over(T base, Map<String, ?> tree, List<Violation> violations) {
        refuseSecrets(base.getClass());
        JsonNode node = TREES.valueToTree(tree);
        Environment nothing = new Environment(Map.of());
        Problems problems = new Problems();
        SecretReader secrets = new SecretReader(nothing, problems, Path.of(""));
        RecordShape shape = new RecordShape(base.getClass());
        Object bound = new Binder(nothing, problems, secrets).bindRecord(shape, "", node, base);
        List<Violation> found = problems.all(nothing);
        violations.addAll(found);
        @SuppressWarnings("unchecked")
        T record = (T) bound;
        return found.isEmpty() ? Optional.ofNullable(record) : Optional.empty();
    }

    private static void refuseSecrets(Type type) {
        if (SecretReader.isSecret(type)) {
            throw new IllegalArgumentException("a record with secrets cannot be overlaid");
        }
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                refuseSecrets(argument);
            }
        } else if (type instanceof Class<?> plain && plain.isRecord()) {
            RecordShape shape = new RecordShape(plain);
            for (int i = 0; i < shape.names().size(); i++) {
                refuseSecrets(shape.type(i));
            }
        }
    }
}

package io.candor.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a simulation knows and an estimate does not, as files: {@code truth.json} with the settings of the world, and by position θ
 * (P(looked at)), α and β; {@code grades.txt} with a line a user and a digit an item, in the order of their numbers, as tastes are in the
 * beginning.
 *
 * @param world whose
 * @param model how its people click
 * @param positions how many positions are told
 */
public record Truth(World world, ClickModel model, int positions) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "truth.json";

    /** Writes both files. */
    public void write(Path directory) throws IOException {
        writeGrades(directory.resolve("grades.txt"));
        Files.writeString(
                directory.resolve(FILE),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json()) + System.lineSeparator());
    }

    /** Returns θ by position over that of the first one, as it stands in a file that {@link #write} made. */
    public static List<Double> relativeExamination(Path directory) throws IOException {
        JsonNode theta =
                JSON.readTree(Files.readString(directory.resolve(FILE))).path("theta");
        double first = theta.path(0).asDouble();
        return theta.valueStream().map(value -> value.asDouble() / first).toList();
    }

    /** Returns √(mean over positions below the first of (estimate − truth)²), both relative to the first position. */
    public static double error(List<Double> truth, List<Double> estimate) {
        double squares = 0;
        int positions = Math.min(truth.size(), estimate.size());
        for (int k = 1; k < positions; k++) {
            squares += Math.pow(estimate.get(k) / estimate.getFirst() - truth.get(k) / truth.getFirst(), 2);
        }
        return Math.sqrt(squares / (positions - 1));
    }

    private ObjectNode json() {
        ObjectNode json = JSON.createObjectNode();
        json.set("world", JSON.valueToTree(world.settings()));
        json.put("curve", model.curve().name()).put("trust", model.trust());
        ArrayNode theta = json.putArray("theta");
        ArrayNode alpha = json.putArray("alpha");
        ArrayNode beta = json.putArray("beta");
        for (int k = 1; k <= positions; k++) {
            theta.add(model.examination(k));
            alpha.add(model.alpha(k));
            beta.add(model.beta(k));
        }
        ArrayNode relevance = json.putArray("relevance");
        for (int grade = 0; grade < ClickModel.grades(); grade++) {
            relevance.add(model.relevance(grade));
        }
        return json;
    }

    private void writeGrades(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int user = 0; user < world.settings().users(); user++) {
                double[] taste = world.taste(user, 0);
                for (int item = 0; item < world.settings().items(); item++) {
                    out.write('0' + world.grade(taste, world.itemId(item)));
                }
                out.newLine();
            }
        }
    }
}

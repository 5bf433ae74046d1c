package io.candor.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.cli.TablePrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Figures of the base case in earlier runs: a line of JSON each, the oldest first. */
final class HttpHistory {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Of figures that are better the lower they are; first those that depend least on the machine. */
    private static final String[] FIGURES = {"cpu_ratio", "time_ratio", "allocated_bytes", "cpu_us", "p99_us"};
    /** A figure that grew by more is called worse. */
    private static final double NOISE = 0.1;

    private final Path home;
    private final Path file;

    /** @param home the source checkout */
    HttpHistory(Path home) {
        this.home = home;
        this.file = home.resolve("docs").resolve("bench-history.jsonl");
    }

    /** Returns the line of a run. */
    ObjectNode entry(HttpCell base, boolean quick) throws IOException, InterruptedException {
        return JSON.createObjectNode()
                .put("bench", "http")
                .put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("commit", commit())
                .put("machine", machine())
                .put("quick", quick)
                .put("cpu_ratio", rounded(base.cpuRatio()))
                .put(
                        "time_ratio",
                        rounded(base.noOpMost().perSecond() / base.most().perSecond()))
                .put("allocated_bytes", Math.round(base.half().bytes()))
                .put("cpu_us", rounded(base.half().cpu()))
                .put("p99_us", Math.round(base.half().p99()))
                .put("per_second", Math.round(base.most().perSecond()))
                .put("no_op_per_second", Math.round(base.noOpMost().perSecond()));
    }

    private static double rounded(double value) {
        return Math.round(100 * value) / 100.0;
    }

    void append(ObjectNode entry) throws IOException {
        Files.writeString(file, entry + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Returns a table of the figures beside those of the last run on such a machine; a sentence when there is none. */
    String compare(ObjectNode entry) throws IOException {
        Optional<JsonNode> last = last(entry.path("machine").asText());
        if (last.isEmpty()) {
            return "no earlier run on this machine in " + home.relativize(file) + "\n";
        }
        JsonNode before = last.get();
        String when = before.path("at").asText() + " (" + before.path("commit").asText() + ")";
        TablePrinter table = new TablePrinter("figure", when, "now", "change");
        for (String figure : FIGURES) {
            double was = before.path(figure).asDouble();
            double is = entry.path(figure).asDouble();
            double change = is / was - 1;
            table.row(
                    figure,
                    before.path(figure).asText(),
                    entry.path(figure).asText(),
                    String.format(Locale.ROOT, "%+.0f %%%s", 100 * change, change > NOISE ? " WORSE" : ""));
        }
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        table.print(out);
        out.flush();
        return text.toString();
    }

    private Optional<JsonNode> last(String machine) throws IOException {
        JsonNode last = null;
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                JsonNode entry = JSON.readTree(line);
                if (entry.path("machine").asText().equals(machine)) {
                    last = entry;
                }
            }
        }
        return Optional.ofNullable(last);
    }

    private String commit() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "-C", home.toString(), "describe", "--always", "--dirty")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return git.waitFor() == 0 ? commit : "unknown";
    }

    private static String machine() throws IOException {
        Path processors = Path.of("/proc/cpuinfo");
        String model = Files.exists(processors)
                ? Files.readAllLines(processors).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown")
                : "unknown";
        return Runtime.getRuntime().availableProcessors() + " x " + model;
    }
}

package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process logs with the packed configuration, in both formats. */
class LogFormatIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    /** What a run wrote: the ids of its two requests, and the lines of its log. */
    private record Run(List<String> ids, List<String> log) {}

    @Test
    void json_everyLineIsAnObject_withTheRequestId() throws Exception {
        Run run = run(Map.of("CANDOR_LOG_FORMAT", "json"));
        List<JsonNode> lines = new ArrayList<>();
        for (String line : run.log) {
            lines.add(JSON.readTree(line));
        }
        JsonNode access = lines.stream()
                .filter(line -> line.path("request_id").asText().equals(run.ids.getFirst()))
                .findFirst()
                .orElseThrow();
        assertEquals("RECOMMEND", access.path("route").asText());
        assertEquals(200, access.path("status").intValue());
        assertTrue(access.path("micros").longValue() > 0, access::toString);
        assertEquals("io.candor.http.access", access.path("logger").asText());

        JsonNode defect = lines.stream()
                .filter(line -> line.path("level").asText().equals("ERROR"))
                .findFirst()
                .orElseThrow();
        assertEquals(run.ids.get(1), defect.path("request_id").asText());
        assertTrue(defect.path("exception").asText().contains("a \"defect\"\nof two lines\n\tat "), defect::toString);
        assertTrue(defect.path("time").asText().matches("\\d{4}-\\d\\d-\\d\\dT.*"), defect::toString);
        assertFalse(String.join("", run.log).contains("user-of-the-log"), run.log::toString);
    }

    @Test
    void text_hasTheRequestIdInErrorsAndAccessLines() throws Exception {
        Run run = run(Map.of());
        assertTrue(
                run.log.stream().anyMatch(line -> line.contains("access") && line.contains(run.ids.getFirst())),
                run.log::toString);
        assertTrue(
                run.log.stream().anyMatch(line -> line.contains("ERROR") && line.contains(run.ids.get(1))),
                run.log::toString);
        assertFalse(String.join("", run.log).contains("user-of-the-log"), run.log::toString);
    }

    private Run run(Map<String, String> environment) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LogProgram.class.getName());
        // The configuration of tests would take precedence.
        builder.environment().put("LOG4J_CONFIGURATION_FILE", "log4j2.xml");
        builder.environment().keySet().removeIf(name -> name.startsWith("CANDOR_LOG"));
        builder.environment().putAll(environment);
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
        assertEquals(0, process.exitValue(), () -> read(err).toString());
        // The first line is the JVM's, about its vector instructions.
        return new Run(
                read(out),
                read(err).stream()
                        .filter(line -> !line.startsWith("WARNING: Using incubator"))
                        .toList());
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

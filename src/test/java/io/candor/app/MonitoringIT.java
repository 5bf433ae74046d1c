package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.candor.app.TestServer.Answer;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The alert rules and the dashboard ask for metrics that a server has. */
@ExtendWith(PostgresExtension.class)
final class MonitoringIT {
    private static final Path MONITORING = Path.of("conf", "monitoring");
    private static final Pattern NAME = Pattern.compile("(?<![\\w$.])[a-zA-Z_:][\\w:]*(?!\\w*\\s*\\()");
    private static final Set<String> NO_METRICS = Set.of("up", "by", "ignoring", "group_left");
    private static final int MOST_SERIES = 1_500;

    @TempDir
    private Path directory;

    @Test
    void metricsOfRulesAndDashboard_afterSomeTraffic_areAllThere(DatabaseAddress database) throws Exception {
        Map<String, String> expressions = new TreeMap<>();
        rules().forEach(rule -> expressions.put(
                "alert " + rule.path("alert").asText(), rule.path("expr").asText()));
        for (JsonNode panel : new ObjectMapper()
                .readTree(MONITORING.resolve("grafana-dashboard.json").toFile())
                .path("panels")) {
            panel.path("targets")
                    .forEach(target -> expressions.put(
                            "panel " + panel.path("title").asText() + " "
                                    + target.path("refId").asText(),
                            target.path("expr").asText()));
        }
        assertTrue(expressions.size() > 50, expressions::toString);
        try (TestServer server = TestServer.start(directory, database)) {
            traffic(server);
            Set<String> known = new HashSet<>();
            List<String> lines =
                    server.manage("/metrics").response().body().lines().toList();
            lines.stream().filter(line -> !line.startsWith("#")).forEach(line -> known.add(line.split("[{ ]", 2)[0]));
            List<String> unknown = new ArrayList<>();
            expressions.forEach((where, expression) -> {
                assertBalanced(where, expression);
                Set<String> names = metrics(expression);
                assertTrue(!names.isEmpty(), where);
                names.stream().filter(name -> !known.contains(name)).forEach(name -> unknown.add(where + ": " + name));
            });
            assertEquals(List.of(), unknown);
            assertTrue(lines.size() < MOST_SERIES, () -> lines.size() + " series");
            String arms = "candor_slates_assigned_total{arm=\"on\",experiment=\"e\"}";
            assertTrue(lines.stream().anyMatch(line -> line.startsWith(arms)), () -> String.join("\n", lines));
            assertTrue(lines.stream().noneMatch(line -> line.contains("user-1")), "no metric names a user");
        }
    }

    @Test
    void rules_haveWhatPrometheusAndPeopleNeed() throws IOException {
        String operations = Files.readString(Path.of("docs", "OPERATIONS.md"));
        Set<String> names = new HashSet<>();
        for (JsonNode rule : rules()) {
            String name = rule.path("alert").asText();
            assertTrue(names.add(name), name);
            assertTrue(
                    Set.of("critical", "warning")
                            .contains(rule.at("/labels/severity").asText()),
                    name);
            assertTrue(!rule.at("/annotations/summary").asText().isEmpty(), name);
            assertTrue(rule.path("for").asText("1m").matches("\\d+[smh]"), name);
            assertTrue(operations.contains("`" + name + "`"), name + " is not explained in OPERATIONS.md");
        }
        assertTrue(names.size() > 10, names::toString);
    }

    private static void traffic(TestServer server) throws Exception {
        server.offer("m", 200, 1);
        server.awaitModel("m");
        assertEquals(
                201,
                server.call("PUT", "/v1/experiments/e", "{\"enabled\":true,\"variants\":[{\"id\":\"on\"}]}")
                        .status());
        server.await("the experiment holds", () -> {
            Answer slate = server.recommend("home", "{\"user\":\"user-1\"}");
            return slate.body().at("/variants/e").asText().equals("on");
        });
        String event = "{\"type\":\"click\",\"user\":\"user-1\",\"item\":\"item-1\"}";
        assertEquals(
                202,
                server.call("POST", "/v1/events", "{\"events\":[" + event + "]}")
                        .status());
        System.gc();
        server.await(
                "a collection is told",
                () -> server.manage("/metrics").response().body().contains("\njvm_gc_pause_seconds_sum"));
    }

    private static Set<String> metrics(String expression) {
        String bare = expression
                .replaceAll("\"[^\"]*\"", "")
                .replaceAll("\\{[^}]*}|\\[[^]]*]|\\b(by|ignoring)\\s*\\([^)]*\\)", " ");
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(bare);
        while (matcher.find()) {
            if (!NO_METRICS.contains(matcher.group()) && !matcher.group().matches("e\\d+")) {
                names.add(matcher.group());
            }
        }
        return names.isEmpty() && bare.contains("up") ? Set.of("candor_ready") : names;
    }

    private static void assertBalanced(String where, String expression) {
        int depth = 0;
        for (char c : expression.replaceAll("\"[^\"]*\"", "").toCharArray()) {
            depth += "({[".indexOf(c) >= 0 ? 1 : ")}]".indexOf(c) >= 0 ? -1 : 0;
            assertTrue(depth >= 0, where);
        }
        assertEquals(0, depth, where);
    }

    private static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        JsonNode document =
                new YAMLMapper().readTree(MONITORING.resolve("alerts.yaml").toFile());
        document.path("groups").forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }
}

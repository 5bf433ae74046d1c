package io.candor.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do with the slates of a server that shows the same twenty items in turn, and keeps every event. */
final class SimulationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ITEMS = 20;
    private static final int LIMIT = 10;

    static {
        // Else every answer waits for the acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final List<JsonNode> events = new ArrayList<>();
    private final Map<String, List<String>> shown = new HashMap<>();
    private final Map<String, Integer> users = new HashMap<>();
    private final HttpServer server;

    SimulationTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/v1/placements/home/recommendations", this::recommend);
        server.createContext("/v1/events", this::take);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void run_people_clickAsTheModelSays() throws Exception {
        World world = world(0);
        ClickModel model = new ClickModel(ExaminationCurve.EYE_TRACKING, 0.3);
        SimulationReport report = run(world, model, 3_000);
        assertEquals(3_000, report.slates());
        assertEquals(Map.of(), report.errors());
        double[] expected = new double[LIMIT];
        double[] variance = new double[LIMIT];
        double utility = 0;
        for (Map.Entry<String, List<String>> slate : shown.entrySet()) {
            double[] taste = world.taste(users.getOrDefault(slate.getKey(), -1), 0);
            for (int k = 0; k < LIMIT; k++) {
                int grade = world.grade(taste, slate.getValue().get(k));
                double probability = model.probability(k + 1, grade);
                expected[k] += probability;
                variance[k] += probability * (1 - probability);
                utility += model.examination(k + 1) * model.relevance(grade) / 3_000;
            }
        }
        assertEquals(utility, report.utility(), 1e-9);
        int[] clicked = clicksByPosition();
        for (int k = 0; k < LIMIT; k++) {
            assertEquals(expected[k], clicked[k], 4 * Math.sqrt(variance[k]), "position " + (k + 1));
        }
        assertEquals(report.clicks(), clicks().size());
        assertEquals(report.events(), events.size());
    }

    @Test
    void run_sameSeed_doesTheSame() throws Exception {
        run(world(0.2), ClickModel.positionBased(), 200);
        List<JsonNode> first = List.copyOf(events);
        events.clear();
        shown.clear();
        run(world(0.2), ClickModel.positionBased(), 200);
        assertEquals(first, events);
    }

    @Test
    void run_bots_clickOnEverythingOrAnything() throws Exception {
        World world = world(1);
        SimulationReport report = run(world, ClickModel.positionBased(), 400);
        double expected = 0;
        double anything = 0;
        for (String token : shown.keySet()) {
            boolean all = world.habit(users.getOrDefault(token, -1)) == Habit.EVERYTHING;
            expected += all ? LIMIT : LIMIT / 2.0;
            anything += all ? 0 : LIMIT;
        }
        assertEquals(expected, (double) report.clicks(), 4 * Math.sqrt(anything / 4));
        assertTrue(Double.isNaN(report.utility()), "no people, no utility");
    }

    @Test
    void run_serverRefuses_isCounted() throws Exception {
        TrafficPlan plan = new TrafficPlan(0, 5, "nowhere", LIMIT, 1, 1);
        assertEquals(
                Map.of("404", 5L),
                run(world(0), ClickModel.positionBased(), plan).errors());
    }

    @Test
    void survey_slates_areAsGoodAsTheyReallyAre() throws Exception {
        World world = world(0);
        ClickModel model = ClickModel.positionBased();
        SlateQuality quality = SlateQuality.survey(world, model, client(), "home", 1, LIMIT);
        double[] taste = world.taste(0, 0);
        double utility = 0;
        for (int k = 0; k < LIMIT; k++) {
            String item = shown.getOrDefault("slate-0", List.of()).get(k);
            utility += model.examination(k + 1) * model.relevance(world.grade(taste, item));
        }
        assertEquals(utility, quality.utility(), 1e-12);
        assertTrue(quality.ndcg() > 0.2 && quality.ndcg() < 1, quality::toString);
    }

    private RecommendationClient client() {
        return new RecommendationClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional.empty());
    }

    private SimulationReport run(World world, ClickModel model, int requests) throws InterruptedException {
        return run(world, model, new TrafficPlan(0, requests, "home", LIMIT, 1, 7));
    }

    private SimulationReport run(World world, ClickModel model, TrafficPlan plan) throws InterruptedException {
        AtomicLong done = new AtomicLong();
        SimulationReport report = new Simulation(world, model, client(), () -> 0).run(plan, done::addAndGet);
        assertEquals(plan.requests(), done.get());
        return report;
    }

    private static World world(double bots) {
        return new World(new WorldSettings(5, 50, ITEMS, 4, 0.5, 0, bots));
    }

    private List<JsonNode> clicks() {
        return events.stream()
                .filter(event -> event.path("type").asText().equals("click"))
                .toList();
    }

    private int[] clicksByPosition() {
        int[] counts = new int[LIMIT];
        for (JsonNode click : clicks()) {
            List<String> slate = shown.getOrDefault(click.path("token").asText(), List.of());
            counts[slate.indexOf(click.path("item").asText())]++;
        }
        return counts;
    }

    private void recommend(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        String token = "slate-" + shown.size();
        ObjectNode answer = JSON.createObjectNode().put("token", token).putNull("degraded");
        ArrayNode items = answer.putArray("items");
        List<String> ids = new ArrayList<>();
        for (int k = 0; k < request.path("limit").asInt(); k++) {
            ids.add("item-" + (shown.size() + 3 * k) % ITEMS);
            items.addObject().put("id", ids.getLast()).put("position", k + 1);
        }
        users.put(token, Integer.parseInt(request.path("user").asText().substring("user-".length())));
        shown.put(token, ids);
        answer(exchange, 200, answer);
    }

    private void take(HttpExchange exchange) throws IOException {
        JsonNode batch = JSON.readTree(exchange.getRequestBody()).path("events");
        batch.forEach(events::add);
        answer(exchange, 202, JSON.createObjectNode().put("accepted", batch.size()));
    }

    private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

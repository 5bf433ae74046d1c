package io.candor.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.math.SplitMix64;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** One connection's people: asks for slates one after the other, and tells what was done with them. Belongs to one thread. */
final class Visitor {
    private static final double SHORTEST_STAY_SECONDS = 10;
    private static final double LONGEST_STAY_SECONDS = 300;

    private final World world;
    private final ClickModel model;
    private final RecommendationClient server;
    private final TrafficPlan plan;
    private final Map<String, Long> errors = new HashMap<>();
    private ArrayNode events = JsonNodeFactory.instance.arrayNode();
    private int unsent;
    private long slates;
    private long clicks;
    private long accepted;
    private long degraded;
    private long ofPeople;
    private long shownToPeople;
    private double utility;
    private double relevance;

    Visitor(World world, ClickModel model, RecommendationClient server, TrafficPlan plan) {
        this.world = world;
        this.model = model;
        this.server = server;
        this.plan = plan;
    }

    /** Makes one request; its number says who asks and what he does. */
    void visit(long request) {
        SplitMix64 chance = world.chance(request);
        int user = chance.nextInt(world.settings().users());
        try {
            RecommendationClient.Answer answer = server.recommend(plan.placement(), world.userId(user), plan.limit());
            if (!answer.ok()) {
                failed(answer);
                return;
            }
            slates++;
            degraded += answer.body().path("degraded").isNull() ? 0 : 1;
            look(user, world.timeAfter(request), answer.body(), chance);
            if (++unsent >= plan.batch()) {
                flush();
            }
        } catch (IOException e) {
            errors.merge(e.toString(), 1L, Long::sum);
        }
    }

    private void look(int user, double time, JsonNode slate, SplitMix64 chance) {
        Habit habit = world.habit(user);
        double[] taste = world.taste(user, time);
        String token = slate.path("token").asText();
        ArrayNode positions = event("impression", token).putArray("positions");
        for (JsonNode item : slate.path("items")) {
            int position = item.path("position").asInt();
            String id = item.path("id").asText();
            int grade = world.grade(taste, id);
            positions.add(position);
            if (chance.nextDouble() < habit.probability(model, position, grade)) {
                click(token, id, model.relevance(grade));
            }
            if (habit == Habit.PERSON) {
                utility += model.examination(position) * model.relevance(grade);
                relevance += model.relevance(grade);
                shownToPeople++;
            }
        }
        ofPeople += habit == Habit.PERSON ? 1 : 0;
    }

    private void click(String token, String item, double liked) {
        clicks++;
        event("click", token).put("item", item);
        event("dwell", token)
                .put("item", item)
                .put(
                        "value",
                        Math.rint(SHORTEST_STAY_SECONDS + liked * (LONGEST_STAY_SECONDS - SHORTEST_STAY_SECONDS)));
    }

    private ObjectNode event(String type, String token) {
        return events.addObject().put("type", type).put("token", token);
    }

    /** Sends what was not sent yet; what the server refuses is counted. */
    void flush() {
        if (events.isEmpty()) {
            return;
        }
        ObjectNode batch = JsonNodeFactory.instance.objectNode();
        batch.set("events", events);
        events = JsonNodeFactory.instance.arrayNode();
        unsent = 0;
        try {
            RecommendationClient.Answer answer = server.post("/v1/events", batch);
            if (!answer.ok()) {
                failed(answer);
                return;
            }
            accepted += answer.body().path("accepted").asLong();
            answer.body()
                    .path("rejected")
                    .forEach(rejected ->
                            errors.merge("event " + rejected.path("code").asText(), 1L, Long::sum));
        } catch (IOException e) {
            errors.merge(e.toString(), 1L, Long::sum);
        }
    }

    private void failed(RecommendationClient.Answer answer) {
        errors.merge((answer.status() + " " + answer.body().path("code").asText()).strip(), 1L, Long::sum);
    }

    /** Returns what came of the visits of all. */
    static SimulationReport report(Iterable<Visitor> visitors, double seconds) {
        Map<String, Long> errors = new HashMap<>();
        long slates = 0;
        long clicks = 0;
        long accepted = 0;
        long degraded = 0;
        long people = 0;
        long shown = 0;
        double utility = 0;
        double relevance = 0;
        for (Visitor visitor : visitors) {
            visitor.errors.forEach((what, count) -> errors.merge(what, count, Long::sum));
            slates += visitor.slates;
            clicks += visitor.clicks;
            accepted += visitor.accepted;
            degraded += visitor.degraded;
            people += visitor.ofPeople;
            shown += visitor.shownToPeople;
            utility += visitor.utility;
            relevance += visitor.relevance;
        }
        return new SimulationReport(
                slates, clicks, accepted, utility / people, relevance / shown, seconds, degraded, errors);
    }
}

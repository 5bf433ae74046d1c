package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.app.TestServer.Answer;
import io.candor.catalog.Item;
import io.candor.dataset.Interactions;
import io.candor.model.ModelManifest;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.PostgresExtension;
import io.candor.training.TrainingSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The loop closed: people act, a model is trained on what they did, serves, and knows what to do with a new item. */
@ExtendWith(PostgresExtension.class)
final class FeedbackTrainingIT {
    private static final int USERS = 40;
    private static final int ITEMS = 30;
    private static final int GROUPS = 3;

    @TempDir
    private Path directory;

    @Test
    void feedback_trainedAndServed_givesANewItemTheVectorOfItsKind(DatabaseAddress database) throws Exception {
        try (TestServer server = TestServer.start(directory, database)) {
            int events = act(server);
            FeedbackSource source = new FeedbackSource(TestServer.config(database), new DataDirectory(directory));
            server.await("all events are stored", () -> source.scan(event -> {}) == events);

            Interactions feedback = source.interactions(read -> {});
            assertEquals(USERS, feedback.users().size());
            Path bundle = directory.resolve("drafts").resolve("learnt");
            ModelManifest manifest = train(feedback, bundle);
            assertTrue(manifest.metrics().getOrDefault("attributes_explain", 0.0) > 0.5, manifest.metrics()::toString);
            server.moveIn(bundle);
            server.awaitModel("learnt");

            Answer put = server.call("PUT", "/v1/items/brand-new", "{\"categories\":[\"c1\"]}");
            assertTrue(put.status() < 300, () -> put.response().body());
            Answer similar = server.call("GET", "/v1/items/brand-new/similar?limit=6&properties=categories", "");
            assertEquals(6, similar.ids().size(), () -> similar.response().body());
            for (JsonNode item : similar.body().path("items")) {
                assertEquals(
                        "c1",
                        item.at("/properties/categories/0").asText(),
                        similar.response().body());
            }
            String request = "{\"user\":\"u1\",\"limit\":25}";
            assertTrue(server.recommend("home", request).ids().contains("brand-new"), "who likes its kind gets it");
            for (int group = 0; group < GROUPS; group++) {
                assertStrangerGets(server, group);
            }
        }
    }

    private static void assertStrangerGets(TestServer server, int group) throws Exception {
        Answer slate = server.recommend(
                "home",
                "{\"user\":\"stranger\",\"limit\":6,\"properties\":[\"categories\"],"
                        + "\"context\":{\"attributes\":{\"device\":\"phone\",\"category\":\"c" + group + "\"}}}");
        int ofTheKind = 0;
        for (JsonNode item : slate.body().path("items")) {
            ofTheKind += item.at("/properties/categories/0").asText().equals("c" + group) ? 1 : 0;
        }
        assertTrue(ofTheKind >= 5, slate.response().body());
    }

    /** Makes every user like most items of a kind and dislike one of another; returns how many events that were. */
    private static int act(TestServer server) throws Exception {
        int events = 0;
        for (int user = 0; user < USERS; user++) {
            List<String> batch = new ArrayList<>();
            for (int item = 0; item < ITEMS; item++) {
                if (item % GROUPS == user % GROUPS && (item + user) % 4 != 0) {
                    batch.add(event(user, item, "like"));
                }
            }
            batch.add(event(user, (user + 1) % GROUPS, "dislike"));
            Answer answer = server.call("POST", "/v1/events", "{\"events\":[" + String.join(",", batch) + "]}");
            assertEquals(202, answer.status(), () -> answer.response().body());
            events += batch.size();
        }
        return events;
    }

    private static String event(int user, int item, String type) {
        return "{\"user\":\"u" + user + "\",\"item\":\"i" + item + "\",\"type\":\"" + type + "\"}";
    }

    private static ModelManifest train(Interactions feedback, Path bundle) {
        TrainingSettings settings = TrainingSettings.of(
                "ials", Map.of("dims", "4", "min_value", "1e-6", "alpha0", "0.1", "lambda", "0.01"));
        return new ModelTraining(CandorConfig.defaults().retrieval(), new Silence(), InstantSource.system())
                .run(settings, "leave-last-out", feedback, items(), "learnt", bundle);
    }

    private static List<Item> items() {
        List<Item> items = new ArrayList<>();
        for (int item = 0; item < ITEMS; item++) {
            Item bare = Item.ofId("i" + item);
            items.add(new Item(
                    bare.id(),
                    List.of("c" + item % GROUPS),
                    bare.creators(),
                    bare.publishedAt(),
                    bare.price(),
                    true,
                    bare.availability(),
                    bare.seasons(),
                    0,
                    bare.attributes(),
                    List.of()));
        }
        return items;
    }

    private static final class Silence implements ModelTraining.Listener {
        @Override
        public void step(String what) {}

        @Override
        public void epochDone(Epoch epoch) {}
    }
}

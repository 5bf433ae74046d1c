package io.candor.serving;

import static io.candor.serving.PipelineFixture.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.catalog.Catalog;
import io.candor.catalog.Item;
import io.candor.catalog.ItemChange;
import io.candor.catalog.ItemFilter;
import io.candor.catalog.TimeWindow;
import io.candor.event.Action;
import io.candor.event.Event;
import io.candor.event.Subject;
import io.candor.profile.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CandidateMemoryTest {
    private static final int ITEMS = 400;
    private static final int USERS = 20;

    @TempDir
    private Path directory;

    private long millis = PipelineFixture.CLOCK.millis();
    private final Random random = new Random(7);
    private final Map<String, Profile> profiles = new HashMap<>();
    private long eventIds;

    @Test
    void slates_whateverHappensBetween_areThoseOfASearch() throws IOException {
        try (PipelineFixture remembering = fixture(5, Duration.ofSeconds(10));
                PipelineFixture searching = fixture(0, Duration.ofSeconds(10))) {
            List<Catalog> catalogs = serve("first", remembering, searching);
            for (int step = 0; step < 1500; step++) {
                switch (random.nextInt(24)) {
                    case 0 -> somebodyDoesSomething();
                    case 1 -> anItemChanges(catalogs);
                    case 2 -> millis += random.nextInt(12_000);
                    case 3 -> catalogs = step % 300 == 0 ? serve("model-" + step, remembering, searching) : catalogs;
                    default -> assertSameSlate(remembering, searching);
                }
            }
        }
    }

    @Test
    void recall_sameAskerUntilItIsTooOld_needsNoSearch() throws IOException {
        try (PipelineFixture pipeline = fixture(5, Duration.ofSeconds(10))) {
            serve("first", pipeline);

            assertFalse(recalls(pipeline, request("home", "user-3", 10)));
            assertTrue(recalls(pipeline, request("home", "user-3", 10)));
            millis += 9_999;
            assertTrue(recalls(pipeline, request("home", "user-3", 10)));
            millis += 1;
            assertFalse(recalls(pipeline, request("home", "user-3", 10)));
        }
    }

    @Test
    void recall_whatIsRankedMeanwhile_isComplete() throws IOException {
        try (PipelineFixture pipeline = fixture(5, Duration.ofSeconds(10))) {
            serve("first", pipeline);
            RecommendationRequest request = request("home", "user-3", 10);
            Asker asker = Asker.known(Profile.empty(Subject.user("user-3")));

            Draft first = pipeline.retrieval.retrieve(request, asker);
            Draft second = pipeline.retrieval.retrieve(request, asker);

            try (Slate a = pipeline.ranking.rank(first);
                    Slate b = pipeline.ranking.rank(second)) {
                assertEquals(10, a.size());
                assertEquals(PipelineFixture.idsOf(a), PipelineFixture.idsOf(b));
            }
        }
    }

    @Test
    void recall_requestThatSaysMore_searches() throws IOException {
        try (PipelineFixture pipeline = fixture(5, Duration.ofSeconds(10))) {
            serve("first", pipeline);
            recalls(pipeline, request("home", "user-3", 10));

            assertFalse(recalls(pipeline, request("home", "user-3", 11)));
            assertFalse(recalls(pipeline, request("other", "user-3", 11)));
            assertFalse(recalls(
                    pipeline, request("home", "user-3", 11, "", ItemFilter.NONE, List.of("item-1"), List.of())));
            assertFalse(
                    recalls(pipeline, request("home", "user-3", 11, "item-2", ItemFilter.NONE, List.of(), List.of())));
        }
    }

    private PipelineFixture fixture(int remembered, Duration rememberedFor) {
        ServingConfig defaults = ServingConfig.defaults();
        ServingConfig config = new ServingConfig(
                defaults.profileDeadline(),
                defaults.maxProfileLoads(),
                defaults.maxItemChanges(),
                remembered,
                rememberedFor);
        return new PipelineFixture(() -> 0, () -> Instant.ofEpochMilli(millis), config);
    }

    private List<Catalog> serve(String name, PipelineFixture... pipelines) throws IOException {
        List<Catalog> catalogs = new ArrayList<>();
        for (int i = 0; i < pipelines.length; i++) {
            Path bundle = directory.resolve("" + i).resolve(name);
            catalogs.add(
                    pipelines[i].serve(bundle, ITEMS, USERS, name.hashCode()).catalog());
        }
        return catalogs;
    }

    @Test
    void recall_otherAttributesOfTheContext_needsASearch() throws IOException {
        try (PipelineFixture pipeline = fixture(5, Duration.ofSeconds(10))) {
            serve("first", pipeline);

            assertFalse(recalls(pipeline, lookingFor("c0")));
            assertTrue(recalls(pipeline, lookingFor("c0")));
            assertFalse(recalls(pipeline, lookingFor("c1")));
            assertFalse(recalls(pipeline, request("home", "stranger", 10)));
        }
    }

    private static RecommendationRequest lookingFor(String category) {
        RecommendationRequest plain = request("home", "stranger", 10);
        return new RecommendationRequest(
                plain.requestId(),
                plain.placement(),
                plain.user(),
                plain.session(),
                plain.limit(),
                plain.contextItem(),
                plain.recent(),
                Map.of("category", category),
                plain.filter(),
                plain.exclude(),
                plain.excludeSlates(),
                plain.properties(),
                plain.explain(),
                plain.variants(),
                plain.cursor());
    }

    private boolean recalls(PipelineFixture pipeline, RecommendationRequest request) {
        long before = pipeline.retrieval.recalled();
        pipeline.slate(request).close();
        return pipeline.retrieval.recalled() > before;
    }

    private void assertSameSlate(PipelineFixture remembering, PipelineFixture searching) {
        String user = "user-" + random.nextInt(8);
        RecommendationRequest request = request(random.nextBoolean() ? "home" : "other", user, 10);
        Profile profile = profiles.computeIfAbsent(user, id -> Profile.empty(Subject.user(id)));
        try (Slate remembered = remembering.slate(request, profile);
                Slate searched = searching.slate(request, profile)) {
            assertEquals(PipelineFixture.idsOf(searched), PipelineFixture.idsOf(remembered));
            for (int i = 0; i < searched.size(); i++) {
                assertEquals(searched.scoreAt(i), remembered.scoreAt(i), 1e-6);
                assertEquals(searched.sourcesAt(i), remembered.sourcesAt(i));
            }
            assertEquals(searched.degraded(), remembered.degraded());
        }
    }

    private void somebodyDoesSomething() {
        String user = "user-" + random.nextInt(8);
        String item = "item-" + random.nextInt(ITEMS);
        Action action = switch (random.nextInt(4)) {
            case 0 -> new Action.Click();
            case 1 -> new Action.Like();
            case 2 -> new Action.Dislike();
            default -> new Action.Hide();
        };
        Subject subject = Subject.user(user);
        Event event = new Event(
                new UUID(0, ++eventIds), subject, item, action, millis, millis, OptionalLong.empty(), Optional.empty());
        profiles.merge(user, Profile.empty(subject).plus(List.of(event)), (known, one) -> known.plus(List.of(event)));
    }

    private void anItemChanges(List<Catalog> catalogs) {
        String id = "item-" + random.nextInt(ITEMS);
        ItemChange change = switch (random.nextInt(3)) {
            case 0 -> new ItemChange.Availability(id, random.nextBoolean());
            case 1 -> new ItemChange.Delete(id);
            default -> new ItemChange.Put(available(id, new TimeWindow(millis, millis + 60_000)));
        };
        catalogs.forEach(catalog -> catalog.apply(List.of(change)));
    }

    private static Item available(String id, TimeWindow window) {
        Item item = Item.ofId(id);
        return new Item(
                id,
                item.categories(),
                item.creators(),
                item.publishedAt(),
                item.price(),
                true,
                window,
                item.seasons(),
                0,
                item.attributes(),
                item.factors());
    }
}

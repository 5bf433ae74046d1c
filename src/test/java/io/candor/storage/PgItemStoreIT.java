package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.catalog.AttributeValue;
import io.candor.catalog.Item;
import io.candor.catalog.ItemChange;
import io.candor.catalog.ItemChange.Availability;
import io.candor.catalog.ItemChange.Delete;
import io.candor.catalog.ItemChange.Put;
import io.candor.catalog.Season;
import io.candor.catalog.TimeWindow;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresExtension.class)
class PgItemStoreIT {
    private final Vertx vertx = Vertx.vertx();
    private final List<Database> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(database -> database.close().await());
        vertx.close().await();
    }

    /** A process of its own as far as the database can tell, that never looks without being notified. */
    private Database replica(DatabaseAddress address) {
        DatabaseConfig defaults = DatabaseConfig.defaults();
        DatabaseConfig patient = new DatabaseConfig(
                defaults.uri(),
                defaults.password(),
                4,
                defaults.maxWaiting(),
                defaults.connectTimeout(),
                defaults.statementTimeout(),
                defaults.idleTimeout(),
                Duration.ofHours(1),
                defaults.startTimeout());
        Database database = Database.open(vertx, address, patient).await();
        opened.add(database);
        return database;
    }

    private static Item named(String id, String title) {
        Item plain = Item.ofId(id);
        return new Item(
                id,
                List.of(title),
                plain.creators(),
                plain.publishedAt(),
                plain.price(),
                true,
                plain.availability(),
                plain.seasons(),
                0,
                Map.of(),
                List.of());
    }

    private static List<ItemChange> all(PgItemStore store) {
        List<ItemChange> states = new ArrayList<>();
        store.readAll(states::addAll).await();
        return states;
    }

    @Test
    void readAll_everyField_comesBackAsItWasPut(Database database) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        attributes.put("zulu", new AttributeValue.Text("\"quoted\" \\ line\nnext \u0001 é 🎬"));
        attributes.put("alpha", new AttributeValue.Numeric(0.1));
        attributes.put("mike", new AttributeValue.Flag(true));
        attributes.put("tags", new AttributeValue.Texts(List.of("b", "a")));
        Item item = new Item(
                "a/b c 🎬",
                List.of("Action", "Äction"),
                List.of("Wachowski"),
                OptionalLong.of(922_838_400_000L),
                OptionalDouble.of(9.99),
                false,
                new TimeWindow(0, 1_000),
                List.of(new Season(MonthDay.of(12, 1), MonthDay.of(1, 6))),
                0.5,
                attributes,
                List.of(0.1f, -0.2f));
        PgItemStore store = new PgItemStore(database);
        store.apply(List.of(new Put(item))).await();
        assertEquals(List.of(new Put(item)), all(store));
        Item read = ((Put) all(store).getFirst()).item();
        assertEquals(
                List.copyOf(attributes.keySet()), List.copyOf(read.attributes().keySet()));
    }

    @Test
    void apply_laterBatches_changeEarlierStates(Database database) {
        PgItemStore store = new PgItemStore(database);
        Item a = named("a", "one");
        store.apply(List.of(new Put(a), new Put(named("b", "two")), new Availability("model-only", false)))
                .await();
        store.apply(List.of(new Availability("a", false), new Delete("b"), new Delete("never-put")))
                .await();
        store.apply(List.of(new Availability("b", true))).await();
        assertEquals(
                List.of(
                        new Put(a.withAvailable(false)),
                        new Delete("b"),
                        new Availability("model-only", false),
                        new Delete("never-put")),
                all(store));

        store.apply(List.of(new Put(a), new Put(named("b", "back")), new Put(named("model-only", "known"))))
                .await();
        assertEquals(
                List.of(
                        new Put(a),
                        new Put(named("b", "back")),
                        new Put(named("model-only", "known")),
                        new Delete("never-put")),
                all(store));
    }

    @Test
    void apply_nothing_isDone(Database database) {
        PgItemStore store = new PgItemStore(database);
        store.apply(List.of()).await();
        assertEquals(List.of(), all(store));
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 1000, 1001, 4001})
    void apply_manyItems_areReadInPagesWithoutLoss(int count, Database database) {
        List<ItemChange> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(new Put(named("item-%05d".formatted(i), "title " + i)));
        }
        PgItemStore store = new PgItemStore(database);
        store.apply(changes).await();
        assertEquals(changes, all(store));
    }

    @Test
    void subscribe_otherReplicaWrites_changesComeInOrder(DatabaseAddress address) throws InterruptedException {
        PgItemStore writer = new PgItemStore(replica(address));
        PgItemStore reader = new PgItemStore(replica(address));
        LinkedBlockingQueue<ItemChange> seen = new LinkedBlockingQueue<>();
        reader.subscribe(seen::addAll).await();
        List<ItemChange> changes = List.of(new Put(named("b", "x")), new Put(named("a", "y")), new Delete("c"));
        writer.apply(changes).await();
        for (ItemChange change : changes) {
            assertEquals(change, seen.poll(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void apply_bySubscribedStore_completesAfterItsOwnChangesWereHandedOver(DatabaseAddress address) {
        PgItemStore store = new PgItemStore(replica(address));
        List<ItemChange> seen = new ArrayList<>();
        store.subscribe(changes -> {
                    synchronized (seen) {
                        seen.addAll(changes);
                    }
                })
                .await();
        for (int i = 0; i < 20; i++) {
            ItemChange change = new Put(named("a", "title " + i));
            store.apply(List.of(change)).await();
            synchronized (seen) {
                assertEquals(change, seen.getLast());
            }
        }
    }

    @Test
    void subscribe_afterReadAll_missesNothingInBetween(DatabaseAddress address) throws InterruptedException {
        PgItemStore writer = new PgItemStore(replica(address));
        PgItemStore reader = new PgItemStore(replica(address));
        writer.apply(List.of(new Put(named("a", "before")))).await();
        assertEquals(1, all(reader).size());
        writer.apply(List.of(new Put(named("b", "between")))).await();
        LinkedBlockingQueue<ItemChange> seen = new LinkedBlockingQueue<>();
        reader.subscribe(seen::addAll).await();
        assertEquals(new Put(named("b", "between")), seen.poll(30, TimeUnit.SECONDS));
        assertTrue(seen.isEmpty());
    }

    @Test
    void subscribe_listenerWasDisconnected_readsWhatItMissed(DatabaseAddress address) throws InterruptedException {
        Database readerDatabase = replica(address);
        PgItemStore reader = new PgItemStore(readerDatabase);
        Database writerDatabase = replica(address);
        PgItemStore writer = new PgItemStore(writerDatabase);
        LinkedBlockingQueue<ItemChange> seen = new LinkedBlockingQueue<>();
        reader.subscribe(seen::addAll).await();
        for (int round = 0; round < 3; round++) {
            writerDatabase
                    .pool()
                    .query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE query LIKE 'LISTEN%' AND datname = current_database()")
                    .execute()
                    .await();
            ItemChange change = new Put(named("a", "round " + round));
            writer.apply(List.of(change)).await();
            assertEquals(change, seen.poll(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void subscribe_twice_isRefused(Database database) {
        PgItemStore store = new PgItemStore(database);
        store.subscribe(_ -> {}).await();
        assertThrows(IllegalStateException.class, () -> store.subscribe(_ -> {}).await());
    }

    @Test
    void apply_manyWritersAtOnce_everySubscriberEndsWithWhatIsStored(DatabaseAddress address) {
        List<PgItemStore> stores = List.of(new PgItemStore(replica(address)), new PgItemStore(replica(address)));
        List<Map<String, ItemChange>> views = List.of(new ConcurrentSkipListMap<>(), new ConcurrentSkipListMap<>());
        for (int i = 0; i < stores.size(); i++) {
            Map<String, ItemChange> view = views.get(i);
            stores.get(i)
                    .subscribe(changes -> changes.forEach(change -> view.put(change.id(), change)))
                    .await();
        }
        Random random = new Random(7);
        List<Future<Void>> writes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            List<ItemChange> batch = new ArrayList<>();
            for (int j = 0; j < 10; j++) {
                batch.add(change("id-" + random.nextInt(30), i + "." + j, random.nextInt(4)));
            }
            writes.add(stores.get(i % 2).apply(batch));
        }
        Future.all(writes).await();
        for (PgItemStore store : stores) {
            store.apply(List.of(new Delete("last-" + stores.indexOf(store)))).await();
        }
        stores.getFirst().apply(List.of(new Delete("end"))).await();
        stores.getLast().apply(List.of(new Delete("end"))).await();
        Map<String, ItemChange> stored = new TreeMap<>();
        all(new PgItemStore(opened.getFirst())).forEach(change -> stored.put(change.id(), change));
        assertEquals(stored, new TreeMap<>(views.getFirst()));
        assertEquals(stored, new TreeMap<>(views.getLast()));
    }

    private static ItemChange change(String id, String title, int kind) {
        return switch (kind) {
            case 0 -> new Delete(id);
            case 1 -> new Availability(id, title.length() % 2 == 0);
            default -> new Put(named(id, title));
        };
    }
}

package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.catalog.Item;
import io.candor.catalog.ItemChange;
import io.candor.config.Secret;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class DatabaseIT {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @AfterAll
    static void removeDirectories() {
        SharedPostgres.removeDirectories();
    }

    private CandorException refusal(DatabaseAddress address) {
        CandorException refused = assertThrows(
                CandorException.class,
                () -> Database.open(vertx, address, DatabaseConfig.defaults()).await());
        assertEquals(ErrorCode.DATABASE_UNAVAILABLE, refused.code());
        return refused;
    }

    private static ItemChange put(String id) {
        return new ItemChange.Put(Item.ofId(id));
    }

    @Test
    void open_again_findsTheSchemaUpToDate(DatabaseAddress address) {
        for (int i = 0; i < 2; i++) {
            Database database =
                    Database.open(vertx, address, DatabaseConfig.defaults()).await();
            database.ping().await();
            database.close().await();
        }
    }

    @Test
    void open_wrongPassword_isRefusedWithoutShowingIt(DatabaseAddress address) {
        CandorException refused = refusal(new DatabaseAddress(address.uri(), Optional.of(Secret.of("hunter2"))));
        assertTrue(refused.toString().contains("as candor"), refused.toString());
        assertFalse(refused.toString().contains("hunter2"), refused.toString());
    }

    @Test
    void statements_moreThanMayWait_areRefusedAtOnce(DatabaseAddress address) {
        DatabaseConfig defaults = DatabaseConfig.defaults();
        DatabaseConfig narrow = new DatabaseConfig(
                defaults.uri(),
                defaults.password(),
                1,
                1,
                defaults.connectTimeout(),
                defaults.statementTimeout(),
                defaults.idleTimeout(),
                defaults.refreshInterval(),
                defaults.startTimeout());
        Database database = Database.open(vertx, address, narrow).await();
        List<Future<Object>> statements = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            statements.add(database.guarded(() ->
                    database.pool().query("SELECT pg_sleep(0.5)").execute().mapEmpty()));
        }
        Future.join(statements).otherwiseEmpty().await();
        List<Throwable> failures =
                statements.stream().filter(Future::failed).map(Future::cause).toList();
        assertEquals(8, failures.size(), failures.toString());
        for (Throwable failure : failures) {
            assertEquals(ErrorCode.STORAGE_UNAVAILABLE, ((CandorException) failure).code());
        }
        database.close().await();
    }

    @Test
    void statement_pastItsTime_isGivenUp(DatabaseAddress address) {
        Database database =
                Database.open(vertx, address, DatabaseConfig.defaults()).await();
        CandorException refused = assertThrows(
                CandorException.class,
                () -> database.guarded(() -> database.pool()
                                .withConnection(connection -> connection
                                        .query("SET statement_timeout = 50")
                                        .execute()
                                        .compose(_ -> connection
                                                .query("SELECT pg_sleep(60)")
                                                .execute())))
                        .await());
        assertEquals(ErrorCode.STORAGE_UNAVAILABLE, refused.code());
        database.close().await();
    }

    @Test
    void serverAway_callsFailFast_andWorkAgainWhenItIsBack() throws InterruptedException {
        try (EmbeddedPostgres postgres = SharedPostgres.start(SharedPostgres.directory("outage"))) {
            Database database = Database.open(vertx, postgres.address(), DatabaseConfig.defaults())
                    .await();
            Database other = Database.open(vertx, postgres.address(), DatabaseConfig.defaults())
                    .await();
            PgItemStore store = new PgItemStore(database);
            PgModelRegistry registry = new PgModelRegistry(database);
            LinkedBlockingQueue<ItemChange> seen = new LinkedBlockingQueue<>();
            store.subscribe(seen::addAll).await();
            store.apply(List.of(put("before"))).await();
            assertEquals(put("before"), seen.poll(30, TimeUnit.SECONDS));

            postgres.suspend();
            for (Future<?> call : List.of(
                    store.apply(List.of(put("lost"))),
                    store.readAll(_ -> {}),
                    registry.list(),
                    registry.register("v", "/v", "ials"),
                    registry.activate("v"),
                    database.ping())) {
                CandorException refused = assertThrows(CandorException.class, call::await);
                assertEquals(ErrorCode.STORAGE_UNAVAILABLE, refused.code());
                assertFalse(String.valueOf(refused.getMessage()).contains("127.0.0.1"), refused.toString());
            }

            postgres.resume();
            new PgItemStore(other).apply(List.of(put("after"))).await();
            assertEquals(put("after"), seen.poll(30, TimeUnit.SECONDS));
            store.apply(List.of(put("own"))).await();
            assertEquals(put("own"), seen.poll(30, TimeUnit.SECONDS));
            assertEquals(List.of(), registry.list().await());
            database.close().await();
            other.close().await();
        }
    }
}

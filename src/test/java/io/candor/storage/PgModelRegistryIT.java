package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.storage.ModelRegistry.RegisteredModel;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PgModelRegistryIT {
    private static List<String> versions(List<RegisteredModel> models) {
        return models.stream().map(RegisteredModel::version).toList();
    }

    @Test
    void registry_empty_hasNothing(Database database) {
        ModelRegistry registry = new PgModelRegistry(database);
        assertEquals(List.of(), registry.list().await());
        assertEquals(Optional.empty(), registry.active().await());
        assertEquals(Optional.empty(), registry.previous().await());
    }

    @Test
    void register_again_movesTheDirectoryAndKeepsTheRest(Database database) {
        ModelRegistry registry = new PgModelRegistry(database);
        registry.register("v1", "/a/v1", "ials").await();
        RegisteredModel first = registry.list().await().getFirst();
        assertEquals("/a/v1", first.directory());
        assertFalse(first.active());
        assertEquals(Optional.empty(), first.activatedAt());

        registry.register("v1", "/b/v1", "ials").await();
        registry.register("v2", "/b/v2", "import").await();
        List<RegisteredModel> models = registry.list().await();
        assertEquals(List.of("v1", "v2"), versions(models));
        assertEquals("/b/v1", models.getFirst().directory());
        assertEquals(first.registeredAt(), models.getFirst().registeredAt());
    }

    @Test
    void activate_unknown_fails(Database database) {
        ModelRegistry registry = new PgModelRegistry(database);
        CandorException refused = assertThrows(
                CandorException.class, () -> registry.activate("v9").await());
        assertEquals(ErrorCode.MODEL_NOT_FOUND, refused.code());
    }

    @Test
    void activate_sequence_remembersThePreviousOne(Database database) {
        ModelRegistry registry = new PgModelRegistry(database);
        for (String version : List.of("v1", "v2", "v3")) {
            registry.register(version, "/" + version, "ials").await();
        }
        registry.activate("v1").await();
        assertEquals(Optional.empty(), registry.previous().await());
        registry.activate("v2").await();
        registry.activate("v2").await();
        assertEquals(Optional.of("v1"), registry.previous().await());
        registry.activate("v1").await();
        assertEquals(Optional.of("v2"), registry.previous().await());
        RegisteredModel active = registry.active().await().orElseThrow();
        assertEquals("v1", active.version());
        assertTrue(active.active());
        assertTrue(active.activatedAt().isPresent());
        assertEquals(
                List.of(true, false, false),
                registry.list().await().stream().map(RegisteredModel::active).toList());
    }

    @Test
    void subscribe_activationByOtherReplica_isTold(DatabaseAddress address) throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        Database here = Database.open(vertx, address, DatabaseConfig.defaults()).await();
        Database there =
                Database.open(vertx, address, DatabaseConfig.defaults()).await();
        ModelRegistry writer = new PgModelRegistry(there);
        LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
        writer.register("v1", "/v1", "ials").await();
        writer.register("v2", "/v2", "ials").await();
        writer.activate("v1").await();
        new PgModelRegistry(here).subscribe(told::add).await();
        writer.activate("v2").await();
        assertEquals("v2", told.poll(30, TimeUnit.SECONDS));
        writer.activate("v1").await();
        assertEquals("v1", told.poll(30, TimeUnit.SECONDS));
        assertTrue(told.isEmpty());
        here.close().await();
        there.close().await();
        vertx.close().await();
    }
}

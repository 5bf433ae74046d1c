package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class MigrationsIT {
    private static final List<String> TWO = List.of("V001__first.sql", "V002__second.sql");

    private final Vertx vertx = Vertx.vertx();
    private Pool pool;

    @BeforeEach
    void connect(DatabaseAddress address) {
        pool = PgBuilder.pool()
                .connectingTo(Database.connectOptions(address, DatabaseConfig.defaults()))
                .using(vertx)
                .build();
    }

    @AfterEach
    void close() {
        pool.close().await();
        vertx.close().await();
    }

    private void run(List<String> scripts) {
        new Migrations(scripts).run(pool).await();
    }

    private CandorException refusal(List<String> scripts) {
        CandorException refused = assertThrows(CandorException.class, () -> run(scripts));
        assertEquals(ErrorCode.DATABASE_UNAVAILABLE, refused.code());
        return refused;
    }

    private long count(String sql) {
        return pool.query(sql).execute().await().iterator().next().getLong(0);
    }

    @Test
    void run_emptyDatabase_appliesAllOnce() {
        run(TWO);
        run(TWO);
        assertEquals(2, count("SELECT count(*) FROM schema_version"));
        assertEquals(2, count("SELECT count(*) FROM migrated"));
    }

    @Test
    void run_olderSchema_appliesOnlyWhatIsMissing() {
        run(TWO.subList(0, 1));
        assertEquals(1, count("SELECT count(*) FROM migrated"));
        run(TWO);
        assertEquals(2, count("SELECT count(*) FROM migrated"));
    }

    @Test
    void run_newerSchema_isRefused() {
        run(TWO);
        CandorException refused = refusal(TWO.subList(0, 1));
        assertTrue(String.valueOf(refused.getMessage()).contains("has version 2, this program knows up to 1"));
    }

    @Test
    void run_changedScript_isRefused() {
        run(TWO);
        pool.query("UPDATE schema_version SET checksum = 'other' WHERE version = 1")
                .execute()
                .await();
        assertTrue(String.valueOf(refusal(TWO).getMessage()).contains("version 1 (first)"));
    }

    @Test
    void run_failingScript_changesNothing() {
        List<String> scripts = List.of("V001__first.sql", "V002__fails.sql");
        assertThrows(Exception.class, () -> run(scripts));
        assertEquals(1, count("SELECT count(*) FROM schema_version"));
        assertEquals(0, count("SELECT count(*) FROM pg_tables WHERE tablename = 'half_done'"));
    }

    @Test
    void run_manyAtOnce_appliesEachOnce() {
        List<Future<Void>> runs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            runs.add(new Migrations(TWO).run(pool));
        }
        Future.all(runs).await();
        assertEquals(2, count("SELECT count(*) FROM migrated"));
    }

    @Test
    void constructor_badNames_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Migrations(List.of("V002__second.sql")));
        assertThrows(IllegalArgumentException.class, () -> new Migrations(List.of("first.sql")));
    }

    @Test
    void scripts_ofTheProgram_areThoseInTheFolder() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db"))) {
            assertEquals(
                    Migrations.SCRIPTS,
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }
}

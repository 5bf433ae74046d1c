package io.candor.storage;

import io.candor.event.LogEntry;
import io.candor.storage.FeedbackStore.Projection;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** One process's store in a database, with a log of its own. */
final class FeedbackFixture implements AutoCloseable {
    final UUID log;
    final Database database;
    final PgFeedbackStore store;
    private long next = 1;

    FeedbackFixture(Vertx vertx, DatabaseAddress address, int number) {
        this(vertx, address, number, FeedbackConfig.defaults());
    }

    /** A process that never looks without being notified. */
    FeedbackFixture(Vertx vertx, DatabaseAddress address, int number, FeedbackConfig config) {
        DatabaseConfig defaults = DatabaseConfig.defaults();
        DatabaseConfig patient = new DatabaseConfig(
                defaults.uri(),
                defaults.password(),
                4,
                defaults.maxWaiting(),
                Duration.ofSeconds(30),
                defaults.statementTimeout(),
                defaults.idleTimeout(),
                Duration.ofHours(1),
                defaults.startTimeout());
        log = new UUID(0, number);
        database = Database.open(vertx, address, patient).await();
        store = new PgFeedbackStore(database, config, entry -> entry.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Projects the entries with the next sequences. */
    Projection project(LogEntry... entries) {
        return project(List.of(entries));
    }

    Projection project(List<? extends LogEntry> entries) {
        List<SequencedEntry> batch = Entries.sequenced(next, entries);
        next += entries.size();
        return store.project(log, next - 1, batch).await();
    }

    long count(String from) {
        return rows("SELECT count(*) FROM " + from).getFirst().getLong(0);
    }

    List<Row> rows(String sql) {
        List<Row> rows = new ArrayList<>();
        database.pool().query(sql).execute().await().forEach(rows::add);
        return rows;
    }

    /** Returns table → number of rows in which a text stands, for every table of the database. */
    Map<String, Long> tablesWith(String text) {
        Map<String, Long> found = new TreeMap<>();
        for (Row table : rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
            String name = table.getString(0);
            // Bytes are printed in hexadecimal: both forms are looked for.
            long count = count(name + " AS t WHERE strpos(t::text, '" + text + "') > 0"
                    + " OR strpos(t::text, encode(convert_to('" + text + "', 'UTF8'), 'hex')) > 0");
            if (count > 0) {
                found.put(name, count);
            }
        }
        return found;
    }

    @Override
    public void close() {
        database.close().await();
    }
}

package io.candor.storage;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Brings a schema up to date: applies the scripts that table {@code schema_version} does not have yet, in order, each in a
 * transaction under one advisory lock, so that replicas that start together do not race.
 *
 * <p>A script is never changed once it was released: its checksum is kept and compared.
 */
final class Migrations {
    /** The scripts of this program, in {@code db/}, numbered from 1. */
    static final List<String> SCRIPTS = List.of(
            "V001__items_and_models.sql",
            "V002__feedback.sql",
            "V003__exploration.sql",
            "V004__experiments.sql",
            "V005__reports.sql");

    private static final Logger LOG = LogManager.getLogger(Migrations.class);
    private static final Pattern NAME = Pattern.compile("V(\\d{3})__(\\w+)\\.sql");
    /** Any number will do as long as nobody else uses it: "candor" in ASCII. */
    private static final long LOCK = 0x63616e646f72L;

    /** One script. */
    private record Script(int version, String name, String sql, String checksum) {}

    private final List<Script> scripts;

    /**
     * Reads scripts.
     *
     * @throws IllegalArgumentException when their numbers are not 1, 2, 3, …
     */
    Migrations(List<String> names) {
        this.scripts = names.stream().map(Migrations::read).toList();
        for (int i = 0; i < scripts.size(); i++) {
            if (scripts.get(i).version != i + 1) {
                throw new IllegalArgumentException("script " + names.get(i) + " must have number " + (i + 1));
            }
        }
    }

    private static Script read(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("script must be named V001__what_it_does.sql, was " + name);
        }
        try (InputStream stream = Objects.requireNonNull(
                Migrations.class.getResourceAsStream("/db/" + name), () -> "no resource db/" + name)) {
            String sql = new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
            String checksum = Sha256.hex(sql.getBytes(StandardCharsets.UTF_8));
            return new Script(Integer.parseInt(matcher.group(1)), matcher.group(2), sql, checksum);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Applies what is missing.
     *
     * @return fails with {@code DATABASE_UNAVAILABLE} when the schema is newer than this program or not the one its scripts
     *     made, and as the driver does
     */
    Future<Void> run(Pool pool) {
        return pool.withTransaction(this::applyNext).compose(more -> more ? run(pool) : Future.succeededFuture());
    }

    /** Applies at most one script; returns whether it did. */
    private Future<Boolean> applyNext(SqlConnection connection) {
        return connection
                .query("SET LOCAL statement_timeout = 0")
                .execute()
                .compose(_ -> connection
                        .preparedQuery("SELECT pg_advisory_xact_lock($1)::text")
                        .execute(Tuple.of(LOCK)))
                .compose(_ -> connection
                        .query("SELECT to_regclass('schema_version') IS NOT NULL")
                        .execute())
                .compose(rows ->
                        rows.iterator().next().getBoolean(0) ? Future.succeededFuture() : createTable(connection))
                .compose(_ -> connection
                        .query("SELECT version, name, checksum FROM schema_version ORDER BY version")
                        .execute())
                .compose(rows -> {
                    int applied = 0;
                    for (Row row : rows) {
                        check(++applied, row);
                    }
                    return applied == scripts.size()
                            ? Future.succeededFuture(false)
                            : apply(connection, scripts.get(applied));
                });
    }

    private static Future<Void> createTable(SqlConnection connection) {
        return connection
                .query("CREATE TABLE schema_version (version int PRIMARY KEY, name text NOT NULL,"
                        + " checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())")
                .execute()
                .mapEmpty();
    }

    private void check(int expected, Row row) {
        int version = row.getInteger(0);
        if (version > scripts.size()) {
            throw refused("the schema of the database has version " + version + ", this program knows up to "
                    + scripts.size() + "; use the newer program");
        }
        Script script = scripts.get(expected - 1);
        if (version != expected || !script.checksum.equals(row.getString(2))) {
            throw refused("version " + version + " (" + row.getString(1)
                    + ") of the database's schema is not the one this program brings as version " + expected + " ("
                    + script.name + ")");
        }
    }

    private static CandorException refused(String message) {
        return new CandorException(ErrorCode.DATABASE_UNAVAILABLE, message);
    }

    private static Future<Boolean> apply(SqlConnection connection, Script script) {
        return connection
                .query(script.sql)
                .execute()
                .compose(_ -> connection
                        .preparedQuery("INSERT INTO schema_version (version, name, checksum) VALUES ($1, $2, $3)")
                        .execute(Tuple.of(script.version, script.name, script.checksum)))
                .map(_ -> {
                    LOG.info("schema brought to version {} ({})", script.version, script.name);
                    return true;
                });
    }
}

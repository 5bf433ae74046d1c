package io.candor.app;

import io.candor.config.Secret;
import io.candor.storage.DatabaseAddress;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;

/** What stands in the tables of a server's own database. */
final class DatabaseRows implements AutoCloseable {
    private static final String TABLES = """
            SELECT c.oid::regclass::text FROM pg_class c
            WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
            """;

    private final Vertx vertx;
    private final PgConnection connection;

    private DatabaseRows(Vertx vertx, PgConnection connection) {
        this.vertx = vertx;
        this.connection = connection;
    }

    static DatabaseRows connect(DatabaseAddress address) {
        Vertx vertx = Vertx.vertx();
        return new DatabaseRows(
                vertx, PgConnection.connect(vertx, options(address)).await());
    }

    static PgConnectOptions options(DatabaseAddress address) {
        return PgConnectOptions.fromUri(address.uri().toString())
                .setPassword(address.password().map(Secret::reveal).orElse(""));
    }

    /** Returns the first column of what a query finds, as text. */
    List<String> texts(String sql) {
        List<String> texts = new ArrayList<>();
        for (Row row : connection.query(sql).execute().await()) {
            texts.add(String.valueOf(row.getValue(0)));
        }
        return texts;
    }

    /** Returns the tables in which a text occurs anywhere: in any column of a row, or in the bytes of one. */
    List<String> tablesWith(String text) {
        String bytes =
                "%" + java.util.HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) + "%";
        List<String> found = new ArrayList<>();
        for (String table : texts(TABLES)) {
            String sql = "SELECT count(*) FROM " + table + " AS t WHERE t::text LIKE '%" + text + "%' OR t::text LIKE '"
                    + bytes + "'";
            if (!texts(sql).getFirst().equals("0")) {
                found.add(table);
            }
        }
        return found;
    }

    @Override
    public void close() {
        connection.close().await();
        vertx.close().await();
    }
}

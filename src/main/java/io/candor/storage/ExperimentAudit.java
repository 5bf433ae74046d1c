package io.candor.storage;

import io.candor.experiment.AuditEntry;
import io.candor.experiment.Experiment;
import io.candor.experiment.ExperimentCodec;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Table {@code experiment_audit}. */
final class ExperimentAudit {
    private static final String APPEND = """
            INSERT INTO experiment_audit (at, actor, action, experiment, revision, before, after)
            VALUES (at_millis($1), $2, $3, $4, $5, $6::text::json, $7::text::json)
            """;
    private static final String COLUMNS =
            "SELECT at, actor, action, experiment, revision, before::text, after::text FROM experiment_audit ";
    private static final String NEWEST = COLUMNS + "ORDER BY id DESC LIMIT $1";
    private static final String NEWEST_OF = COLUMNS + "WHERE experiment = $2 ORDER BY id DESC LIMIT $1";

    private ExperimentAudit() {}

    /** Returns the document as it is kept. */
    static Optional<String> text(Experiment document) {
        return Optional.of(new String(ExperimentCodec.encode(document), StandardCharsets.UTF_8));
    }

    static Future<Void> append(AuditEntry entry, SqlClient connection) {
        Tuple arguments = Tuple.of(
                entry.at().toEpochMilli(),
                entry.actor(),
                entry.action().wire(),
                entry.experiment(),
                entry.revision(),
                entry.before().orElse(null),
                entry.after().orElse(null));
        return connection.preparedQuery(APPEND).execute(arguments).mapEmpty();
    }

    static Future<List<AuditEntry>> newest(String experiment, int limit, SqlClient client) {
        long most = limit;
        Future<RowSet<Row>> answer = experiment.isEmpty()
                ? client.preparedQuery(NEWEST).execute(Tuple.of(most))
                : client.preparedQuery(NEWEST_OF).execute(Tuple.of(most, experiment));
        return answer.map(rows -> {
            List<AuditEntry> entries = new ArrayList<>();
            for (Row row : rows) {
                entries.add(read(row));
            }
            return entries;
        });
    }

    private static AuditEntry read(Row row) {
        @Nullable String before = row.getString(5);
        @Nullable String after = row.getString(6);
        return new AuditEntry(
                Instant.ofEpochMilli(SqlTime.millis(row, 0)),
                row.getString(1),
                AuditEntry.Action.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                row.getString(3),
                row.getLong(4),
                Optional.ofNullable(before),
                Optional.ofNullable(after));
    }
}

package io.candor.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events of a batch as rows of a table like the one that events are stored in. Fields of the slate, which the server takes from the
 * token after it checked that, are the same for all here: the token is read and not checked.
 */
final class InsertRows {
    static final String TABLE = "bench_insert";
    private static final String COLUMNS = "INSERT INTO " + TABLE
            + " (event_id, request_id, subject_hash, occurred_at, received_at, client_at, slate_at, propensity, amount,"
            + " position, type, subject, item, placement, model, policy)";
    /** One row. */
    static final String ONE =
            COLUMNS + " VALUES ($1, $2, $3, $4, $5, $4, $4, 1, $6, 1, 3, $7, $8, 'home', 'bench', 'greedy')";
    /** As many rows as the arrays are long. */
    static final String MANY =
            COLUMNS + " SELECT id, request, hash, at, received, at, at, 1, amount, 1, 3, subject, item,"
                    + " 'home', 'bench', 'greedy' FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::timestamptz[],"
                    + " $5::timestamptz[], $6::float8[], $7::text[], $8::text[])"
                    + " AS new (id, request, hash, at, received, amount, subject, item)";

    private static final int SUBJECTS = 500;
    private static final int COLUMN_COUNT = 8;
    private static final JsonFactory JSON = new JsonFactory();

    private InsertRows() {}

    /** Returns the arguments of {@link #ONE} for each event of a batch. */
    static List<Tuple> read(byte[] body) throws IOException {
        List<Tuple> rows = new ArrayList<>();
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        try (JsonParser parser = JSON.createParser(body)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        rows.add(row(parser, now));
                    }
                }
            }
        }
        return rows;
    }

    private static Tuple row(JsonParser parser, OffsetDateTime now) throws IOException {
        UUID id = new UUID(0, 0);
        String item = "";
        long subject = 0;
        OffsetDateTime at = now;
        double amount = 0;
        for (@Nullable String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "id" -> id = UUID.fromString(parser.getText());
                case "item" -> item = parser.getText();
                case "token" -> subject = Math.floorMod(parser.getText().hashCode(), SUBJECTS);
                case "ts" -> at = Instant.ofEpochMilli(parser.getLongValue()).atOffset(ZoneOffset.UTC);
                case "value" -> amount = parser.getDoubleValue();
                default -> parser.skipChildren();
            }
        }
        return row(id, subject, at, now, amount, item);
    }

    static Tuple row(UUID id, long subject, OffsetDateTime at, OffsetDateTime now, double amount, String item) {
        return Tuple.of(
                id,
                new UUID(0x19a0000000007000L, 0x9000000000000000L + subject),
                subject * 0x9e3779b97f4a7c15L,
                at,
                now,
                amount,
                "u:user-" + subject,
                item);
    }

    /** Returns the arguments of {@link #MANY}. */
    static Tuple columns(List<Tuple> rows) {
        Object[][] columns = {
            new UUID[rows.size()],
            new UUID[rows.size()],
            new Long[rows.size()],
            new OffsetDateTime[rows.size()],
            new OffsetDateTime[rows.size()],
            new Double[rows.size()],
            new String[rows.size()],
            new String[rows.size()]
        };
        for (int i = 0; i < rows.size(); i++) {
            for (int c = 0; c < COLUMN_COUNT; c++) {
                columns[c][i] = rows.get(i).getValue(c);
            }
        }
        return Tuple.from(columns);
    }
}

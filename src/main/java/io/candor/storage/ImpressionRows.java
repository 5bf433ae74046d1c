package io.candor.storage;

import io.candor.event.Decision;
import io.candor.event.SlateRecord;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows for table {@code impression}, column by column. */
final class ImpressionRows {
    private static final String INSERT = """
            INSERT INTO impression (request_id, ts, position, item, base_rank, score, ln_p_cond, ln_p_prefix, p_pos, sources,
                pinned, explored)
            SELECT request_id, at_millis(millis), position, item, base_rank, score, ln_p_cond, ln_p_prefix, p_pos, sources,
                pinned, explored
            FROM unnest($1::uuid[], $2::bigint[], $3::integer[], $4::text[], $5::integer[], $6::float8[], $7::float8[],
                $8::float8[], $9::float8[], $10::integer[], $11::boolean[], $12::boolean[])
                AS new (request_id, millis, position, item, base_rank, score, ln_p_cond, ln_p_prefix, p_pos, sources,
                    pinned, explored)
            ON CONFLICT DO NOTHING
            """;

    private final UUID[] request;
    private final Long[] millis;
    private final Integer[] position;
    private final String[] item;
    private final Integer[] baseRank;
    private final Double[] score;
    private final Double[] lnConditional;
    private final Double[] lnPrefix;
    private final @Nullable Double[] marginal;
    private final Integer[] sources;
    private final Boolean[] pinned;
    private final Boolean[] explored;
    private int count;

    ImpressionRows(int size) {
        request = new UUID[size];
        millis = new Long[size];
        position = new Integer[size];
        item = new String[size];
        baseRank = new Integer[size];
        score = new Double[size];
        lnConditional = new Double[size];
        lnPrefix = new Double[size];
        marginal = new Double[size];
        sources = new Integer[size];
        pinned = new Boolean[size];
        explored = new Boolean[size];
    }

    void add(Decision decision) {
        SlateRecord slate = decision.slate();
        for (int i = 0; i < slate.items().size(); i++) {
            int n = count++;
            Decision.Impression impression = decision.impressions().get(i);
            request[n] = slate.requestId();
            millis[n] = slate.timeMillis();
            position[n] = slate.firstPosition() + i;
            item[n] = slate.items().get(i).id();
            baseRank[n] = impression.baseRank();
            score[n] = impression.score();
            lnConditional[n] = impression.lnConditional();
            lnPrefix[n] = impression.lnPrefix();
            marginal[n] =
                    impression.marginal().isPresent() ? impression.marginal().getAsDouble() : null;
            sources[n] = impression.sources();
            pinned[n] = impression.pinned();
            explored[n] = impression.explored();
        }
    }

    Future<Void> write(SqlClient connection) {
        if (count != request.length) {
            throw new IllegalStateException("made for " + request.length + " rows, has " + count);
        }
        Tuple arguments = Tuple.from(new Object[] {
            request,
            millis,
            position,
            item,
            baseRank,
            score,
            lnConditional,
            lnPrefix,
            marginal,
            sources,
            pinned,
            explored
        });
        return connection.preparedQuery(INSERT).execute(arguments).mapEmpty();
    }
}

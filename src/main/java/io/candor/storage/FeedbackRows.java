package io.candor.storage;

import io.candor.event.Event;
import io.candor.event.Shown;
import io.candor.event.Subject;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows for table {@code feedback}, column by column: one statement writes them all, for a tenth of the CPU that as many
 * statements would take.
 */
final class FeedbackRows {
    /** Fails when one of the events is there already. */
    private static final String INSERT_NEW = """
            INSERT INTO feedback (event_id, subject_hash, subject, item, type, occurred_at, received_at, client_at, amount,
                extent, flag, note, request_id, slate_at, position, propensity, placement, model, policy, variants,
                origin_hash)
            SELECT id, hash, subject, item, type, at_millis(occurred), at_millis(received), at_millis(client), amount,
                extent, flag, note, request, at_millis(slate), position, propensity, placement, model, policy, variants::json,
                origin
            FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::smallint[], $6::bigint[], $7::bigint[],
                $8::bigint[], $9::float8[], $10::float8[], $11::boolean[], $12::text[], $13::uuid[], $14::bigint[],
                $15::integer[], $16::float8[], $17::text[], $18::text[], $19::text[], $20::text[], $21::bigint[])
                AS new (id, hash, subject, item, type, occurred, received, client, amount, extent, flag, note, request,
                    slate, position, propensity, placement, model, policy, variants, origin)
            """;
    /** A row whose event is there already stays as it is. Costs PostgreSQL a quarter more a row. */
    private static final String INSERT = INSERT_NEW + """
            ON CONFLICT DO NOTHING
            RETURNING event_id
            """;

    private final UUID[] id;
    private final Long[] hash;
    private final String[] subject;
    private final String[] item;
    private final Short[] type;
    private final Long[] occurred;
    private final Long[] received;
    private final @Nullable Long[] client;
    private final @Nullable Double[] amount;
    private final @Nullable Double[] extent;
    private final @Nullable Boolean[] flag;
    private final @Nullable String[] note;
    private final @Nullable UUID[] request;
    private final @Nullable Long[] slate;
    private final @Nullable Integer[] position;
    private final @Nullable Double[] propensity;
    private final @Nullable String[] placement;
    private final @Nullable String[] model;
    private final @Nullable String[] policy;
    private final @Nullable String[] variants;
    private final @Nullable Long[] origin;
    private int count;

    FeedbackRows(int size) {
        id = new UUID[size];
        hash = new Long[size];
        subject = new String[size];
        item = new String[size];
        type = new Short[size];
        occurred = new Long[size];
        received = new Long[size];
        client = new Long[size];
        amount = new Double[size];
        extent = new Double[size];
        flag = new Boolean[size];
        note = new String[size];
        request = new UUID[size];
        slate = new Long[size];
        position = new Integer[size];
        propensity = new Double[size];
        placement = new String[size];
        model = new String[size];
        policy = new String[size];
        variants = new String[size];
        origin = new Long[size];
    }

    /** Adds an event as one of {@code owner}; the caller has left out repeated ids. */
    void add(Event event, Subject owner) {
        int n = count++;
        id[n] = event.id();
        hash[n] = owner.hash();
        subject[n] = owner.key();
        if (!owner.equals(event.subject())) {
            origin[n] = event.subject().hash();
        }
        item[n] = event.item();
        type[n] = (short) event.type().code();
        occurred[n] = event.timeMillis();
        received[n] = event.receivedMillis();
        event.clientMillis().ifPresent(millis -> client[n] = millis);
        ActionValues values = ActionValues.of(event.action());
        amount[n] = values.amount();
        extent[n] = values.extent();
        flag[n] = values.flag();
        note[n] = values.note();
        event.shown().ifPresent(shown -> addShown(n, shown));
    }

    private void addShown(int n, Shown shown) {
        request[n] = shown.requestId();
        slate[n] = shown.slateMillis();
        position[n] = shown.position();
        propensity[n] = shown.propensity();
        placement[n] = shown.placement();
        model[n] = shown.model();
        policy[n] = shown.policy();
        variants[n] = JsonText.of(shown.variants());
    }

    /**
     * Writes the rows in a transaction.
     *
     * @param allNew takes all events for new ones; then it fails, and the transaction with it, when one is there already
     * @return the ids of those that were not there yet
     */
    Future<Set<UUID>> write(SqlClient connection, boolean allNew) {
        return connection
                .preparedQuery(allNew ? INSERT_NEW : INSERT)
                .execute(arguments())
                .map(rows -> {
                    if (allNew) {
                        return Set.of(id);
                    }
                    Set<UUID> inserted = HashSet.newHashSet(rows.size());
                    for (Row row : rows) {
                        inserted.add(row.getUUID(0));
                    }
                    return inserted;
                });
    }

    private Tuple arguments() {
        if (count != id.length) {
            throw new IllegalStateException("made for " + id.length + " rows, has " + count);
        }
        return Tuple.from(new Object[] {
            id,
            hash,
            subject,
            item,
            type,
            occurred,
            received,
            client,
            amount,
            extent,
            flag,
            note,
            request,
            slate,
            position,
            propensity,
            placement,
            model,
            policy,
            variants,
            origin
        });
    }
}

package io.candor.storage;

import io.candor.event.Decision;
import io.candor.event.SlateRecord;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Brings slates and their impressions into the database, in the transaction that its connection is in. Not thread-safe. */
final class SlateStoring {
    private static final int MOST_IMPRESSIONS = 2000;
    /**
     * Slates in one statement: with what they were drawn from they take some 6 KB each, and the client encodes a statement in one go, on an
     * event loop that others wait for.
     */
    private static final int MOST_SLATES = 100;

    private final SqlClient connection;
    private final SubjectFates fates;

    /** @param fates of everybody the slates were made for, none of whom was erased */
    SlateStoring(SqlClient connection, SubjectFates fates) {
        this.connection = connection;
        this.fates = fates;
    }

    /**
     * What came of it.
     *
     * @param rows slates that were not there yet
     * @param isNew those of them that may count for experiments, in the order of the log
     */
    record Stored(int rows, List<Decision> isNew) {
        Stored {
            isNew = List.copyOf(isNew);
        }
    }

    /** @param slates in the order of the log */
    Future<Stored> store(List<Decision> slates) {
        // In one order in all processes: they may wait for each other's rows, but not in a circle.
        List<Decision> ordered = slates.stream().sorted(SlateStoring::compare).toList();
        Set<UUID> ids = HashSet.newHashSet(ordered.size());
        Future<Integer> stored = Future.succeededFuture(0);
        for (int from = 0; from < ordered.size(); from += MOST_SLATES) {
            List<Decision> some = ordered.subList(from, Math.min(from + MOST_SLATES, ordered.size()));
            stored = stored.compose(rows -> storeSome(some, ids).map(more -> rows + more));
        }
        return stored.compose(rows -> storeImpressions(ordered).map(_ -> new Stored(rows, first(slates, ids))));
    }

    /** Returns the slates that have these ids; of one that stands twice the first was stored. */
    private static List<Decision> first(List<Decision> slates, Set<UUID> ids) {
        return slates.stream()
                .filter(decision -> ids.remove(decision.slate().requestId()))
                .toList();
    }

    /** Adds the ids of those that are new to {@code ids}; returns how many were not there yet. */
    private Future<Integer> storeSome(List<Decision> slates, Set<UUID> ids) {
        DecisionRows rows = new DecisionRows(slates.size());
        for (Decision decision : slates) {
            SlateRecord slate = decision.slate();
            rows.add(
                    decision, fates.ownerOf(slate.subject(), slate.timeMillis()).orElseThrow());
        }
        return rows.write(connection)
                .compose(inserted -> new NewDecisions(connection)
                        .among(slates, inserted)
                        .onSuccess(ids::addAll)
                        .map(_ -> inserted));
    }

    private static int compare(Decision a, Decision b) {
        int byId = a.slate().requestId().compareTo(b.slate().requestId());
        return byId != 0 ? byId : Long.compare(a.slate().timeMillis(), b.slate().timeMillis());
    }

    private Future<Void> storeImpressions(List<Decision> slates) {
        Future<Void> stored = Future.succeededFuture();
        int from = 0;
        int size = 0;
        for (int i = 0; i < slates.size(); i++) {
            size += slates.get(i).impressions().size();
            if (size >= MOST_IMPRESSIONS || i == slates.size() - 1) {
                ImpressionRows rows = new ImpressionRows(size);
                slates.subList(from, i + 1).forEach(rows::add);
                stored = stored.compose(_ -> rows.write(connection));
                from = i + 1;
                size = 0;
            }
        }
        return stored;
    }
}

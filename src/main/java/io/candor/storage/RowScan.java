package io.candor.storage;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.function.Consumer;

/**
 * Reads all rows of a statement as of one moment, a bounded number of them in memory. For work that may take its time: the statement
 * has no deadline.
 */
final class RowScan {
    private RowScan() {}

    /**
     * Hands every row on.
     *
     * @param rowsAtATime kept in memory
     * @param rows called on a worker thread, one row at a time; what it throws ends the reading
     * @return how many there were
     */
    static Future<Long> run(Database database, String sql, Tuple arguments, int rowsAtATime, Consumer<Row> rows) {
        return database.pool()
                .withTransaction(connection -> connection
                        .query("SET LOCAL statement_timeout = 0")
                        .execute()
                        .compose(ready ->
                                connection.query("SET TRANSACTION READ ONLY").execute())
                        .compose(ready -> connection.prepare(sql))
                        .compose(statement -> read(statement, arguments, rowsAtATime, rows)))
                .recover(failure -> Future.failedFuture(StorageFailure.of(failure)));
    }

    private static Future<Long> read(
            PreparedStatement statement, Tuple arguments, int rowsAtATime, Consumer<Row> rows) {
        Cursor cursor = statement.cursor(arguments);
        return next(cursor, rowsAtATime, rows, 0).eventually(cursor::close).eventually(statement::close);
    }

    private static Future<Long> next(Cursor cursor, int rowsAtATime, Consumer<Row> rows, long before) {
        return cursor.read(rowsAtATime).compose(some -> handOn(some, rows)).compose(count -> {
            long sum = before + count;
            return cursor.hasMore() ? next(cursor, rowsAtATime, rows, sum) : Future.succeededFuture(sum);
        });
    }

    private static Future<Integer> handOn(RowSet<Row> some, Consumer<Row> rows) {
        return Vertx.currentContext().executeBlocking(() -> {
            some.forEach(rows);
            return some.size();
        });
    }
}

package io.candor.verticle;

import io.candor.error.CandorException;
import io.candor.event.LogEntry;
import io.candor.event.LogEntryCodec;
import io.candor.eventlog.Completion;
import io.candor.eventlog.EventLog;
import io.candor.eventlog.LogRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;

/** Appends single entries to the event log. */
final class Appends {
    private Appends() {}

    /** Appends an entry; returns its sequence number when it is durable. Completes on any thread. */
    static Future<Long> append(EventLog log, LogEntry entry) {
        Promise<Long> durable = Promise.promise();
        log.append(List.of(recordOf(entry)), new Completion() {
            @Override
            public void durable(long first) {
                durable.complete(first);
            }

            @Override
            public void refused(CandorException why) {
                durable.fail(why);
            }
        });
        return durable.future();
    }

    static LogRecord recordOf(LogEntry entry) {
        return new LogRecord(LogEntryCodec.kind(entry), LogEntryCodec.encode(entry));
    }
}

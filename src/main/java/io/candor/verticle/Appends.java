package io.candor.verticle;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.LogEntry;
import io.candor.event.LogEntryCodec;
import io.candor.eventlog.Completion;
import io.candor.eventlog.EventLog;
import io.candor.eventlog.LogRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Appends single entries to the event log. */
final class Appends {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Appends() {}

    /**
     * Appends an entry; returns its sequence number when it is durable. Fails with EVENTLOG_UNAVAILABLE when the disk does not
     * confirm that within some seconds, and then it may become so later. Completes on any thread.
     */
    static Future<Long> append(EventLog log, LogEntry entry) {
        return append(log, entry, PATIENCE);
    }

    /** As {@link #append(EventLog, LogEntry)}, with another patience. */
    static Future<Long> append(EventLog log, LogEntry entry, Duration patience) {
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
        return durable.future()
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .recover(
                        failure -> Future.failedFuture(failure instanceof TimeoutException ? late(patience) : failure));
    }

    private static CandorException late(Duration patience) {
        return new CandorException(
                ErrorCode.EVENTLOG_UNAVAILABLE,
                "the disk did not confirm within " + patience.toMillis() + " ms; whether it is durable is not known");
    }

    static LogRecord recordOf(LogEntry entry) {
        return new LogRecord(LogEntryCodec.kind(entry), LogEntryCodec.parts(entry));
    }
}

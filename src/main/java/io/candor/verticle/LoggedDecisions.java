package io.candor.verticle;

import io.candor.error.CandorException;
import io.candor.event.Decision;
import io.candor.eventlog.Completion;
import io.candor.eventlog.EventLog;
import io.candor.eventlog.LogRecord;
import io.candor.serving.DecisionLog;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes decisions to the event log. A slate does not wait until its decision is on disk: its token carries what events need,
 * so that a decision lost in a crash of the machine costs an impression in the estimates and no event. Thread-safe.
 */
public final class LoggedDecisions implements DecisionLog {
    private final EventLog log;
    private final long mostBytes;
    private final LongAdder refused = new LongAdder();

    /** @param mostBytes a decision that takes more is refused; at most what the log takes as one record */
    public LoggedDecisions(EventLog log, long mostBytes) {
        this.log = log;
        this.mostBytes = mostBytes;
    }

    @Override
    public boolean offer(Decision decision) {
        LogRecord entry = Appends.recordOf(decision);
        if (entry.storedBytes() > mostBytes) {
            refused.increment();
            return false;
        }
        Told told = new Told();
        log.appendLater(List.of(entry), told);
        return !told.isRefused;
    }

    /** Returns how many decisions the log did not take. */
    public long refused() {
        return refused.sum();
    }

    /** Knows of a refusal at once when the log refuses at once, as it does when it is full. */
    private final class Told implements Completion {
        private volatile boolean isRefused;

        @Override
        public void durable(long first) {
            // Nobody waits for it.
        }

        @Override
        public void refused(CandorException why) {
            isRefused = true;
            refused.increment();
        }
    }
}

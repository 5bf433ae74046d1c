package io.candor.verticle;

import io.candor.error.CandorException;
import io.candor.event.Event;
import io.candor.eventlog.Completion;
import io.candor.eventlog.EventLog;
import io.candor.eventlog.LogRecord;
import io.candor.http.Receipt;
import io.candor.http.Receipt.Fate;
import io.candor.profile.ProfileCache;
import io.candor.serving.RecentEvents;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes events durable, then lets them take part in profiles: from then on every answer reflects them.
 *
 * <p>Whether an event is the first of its id is decided when it has become durable, and only then, so that an append that
 * fails never makes its retry a duplicate. A duplicate that slips into the log is harmless: the database knows every id.
 * Thread-safe; blocks nothing.
 */
final class EventRecorder {
    /** Bytes that are appended at a time: many enough to be cheap, few beside the log's queue. */
    private static final long MOST_GROUP_BYTES = 1 << 20;

    private final EventLog log;
    private final RecentEvents recent;
    private final ProfileCache profiles;
    private final long groupBytes;

    EventRecorder(EventLog log, RecentEvents recent, ProfileCache profiles) {
        this.log = log;
        this.recent = recent;
        this.profiles = profiles;
        this.groupBytes = Math.min(MOST_GROUP_BYTES, log.maxAppendBytes());
    }

    /**
     * Records events in order.
     *
     * @return what became of each, when all are durable; or EVENTLOG_FULL, EVENTLOG_UNAVAILABLE
     *     or OVERLOADED, and then some of them may be durable. Completes on any thread
     */
    Future<Receipt> record(List<Event> events) {
        Fate[] fates = new Fate[events.size()];
        Arrays.fill(fates, Fate.FIRST);
        List<Future<?>> appended = new ArrayList<>();
        Group group = new Group(events, fates);
        for (int i = 0; i < events.size(); i++) {
            if (recent.seen(events.get(i))) {
                fates[i] = Fate.DUPLICATE;
                continue;
            }
            LogRecord entry = Appends.recordOf(events.get(i));
            if (group.bytes + entry.storedBytes() > groupBytes && !group.records.isEmpty()) {
                appended.add(group.append());
                group = new Group(events, fates);
            }
            group.add(i, entry);
        }
        if (!group.records.isEmpty()) {
            appended.add(group.append());
        }
        Future<?> all = appended.size() == 1 ? appended.getFirst() : Future.join(appended);
        return all.map(done -> new Receipt(Arrays.asList(fates)));
    }

    /** Events that are appended together. Their outcome is worked out on the log's thread. */
    private final class Group implements Completion {
        private final List<Event> events;
        private final Fate[] fates;
        private final List<Integer> indices = new ArrayList<>();
        private final List<LogRecord> records = new ArrayList<>();
        private final Promise<Void> done = Promise.promise();
        private long bytes;

        Group(List<Event> events, Fate[] fates) {
            this.events = events;
            this.fates = fates;
        }

        void add(int index, LogRecord entry) {
            indices.add(index);
            records.add(entry);
            bytes += entry.storedBytes();
        }

        Future<Void> append() {
            log.append(records, this);
            return done.future();
        }

        @Override
        public void durable(long first) {
            try {
                for (int i = 0; i < indices.size(); i++) {
                    settle(indices.get(i), first + i);
                }
            } finally {
                done.complete();
            }
        }

        private void settle(int index, long sequence) {
            Event event = events.get(index);
            if (recent.first(event)) {
                profiles.accepted(sequence, event);
            } else {
                fates[index] = Fate.DUPLICATE;
            }
        }

        @Override
        public void refused(CandorException why) {
            done.fail(why);
        }
    }
}

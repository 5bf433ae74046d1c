package io.candor.eventlog;

import io.candor.config.ByteSize;
import io.candor.error.CandorException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** What the journal's tests have in common. */
final class TestJournals {
    /** The smallest segments there are. */
    static final EventLogConfig SMALL = new EventLogConfig(
            ByteSize.ofKilobytes(64),
            ByteSize.ofMegabytes(64),
            ByteSize.ofMegabytes(8),
            ByteSize.ofKilobytes(16),
            new ByteSize(0),
            Duration.ofMillis(1));

    private TestJournals() {}

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    static Journal open(Path directory, JournalFiles files) {
        return open(directory, SMALL, files);
    }

    static Journal open(Path directory, EventLogConfig config, JournalFiles files) {
        return Journal.open(directory, config, random(7), System::nanoTime, files);
    }

    static LogRecord text(String text) {
        return new LogRecord(1, text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(StoredRecord stored) {
        return new String(stored.payload(), StandardCharsets.UTF_8);
    }

    /** Appends texts as one append; completed with the first number, or with the refusal. */
    static CompletableFuture<Long> append(EventLog log, String... texts) {
        List<LogRecord> records = new ArrayList<>();
        for (String text : texts) {
            records.add(text(text));
        }
        return append(log, records);
    }

    static CompletableFuture<Long> append(EventLog log, List<LogRecord> records) {
        CompletableFuture<Long> told = new CompletableFuture<>();
        log.append(records, completing(told));
        return told;
    }

    /** Appends a text for which nobody waits. */
    static CompletableFuture<Long> appendLater(EventLog log, String text) {
        CompletableFuture<Long> told = new CompletableFuture<>();
        log.appendLater(List.of(text(text)), completing(told));
        return told;
    }

    private static Completion completing(CompletableFuture<Long> told) {
        return new Completion() {
            @Override
            public void durable(long first) {
                if (!told.complete(first)) {
                    throw new AssertionError("told twice");
                }
            }

            @Override
            public void refused(CandorException why) {
                if (!told.completeExceptionally(why)) {
                    throw new AssertionError("told twice");
                }
            }
        };
    }

    /** Waits for a refusal and returns it. */
    static CandorException refusal(CompletableFuture<Long> told) {
        try {
            throw new AssertionError("accepted as " + told.join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof CandorException refusal) {
                return refusal;
            }
            throw e;
        }
    }

    /** Says, after waiting, whether an append was accepted. */
    static boolean accepted(CompletableFuture<Long> told) {
        return told.handle((first, why) -> why == null).join();
    }

    /** Reads everything, a few records at a time. */
    static List<StoredRecord> all(EventLog log) {
        List<StoredRecord> all = new ArrayList<>();
        long through = 0;
        while (through < log.durable()) {
            Batch batch = log.read(through, 3, 1 << 20);
            all.addAll(batch.records());
            if (batch.through() <= through) {
                throw new AssertionError("reading stands still at " + through);
            }
            through = batch.through();
        }
        return all;
    }

    static List<String> texts(EventLog log) {
        return all(log).stream().map(TestJournals::text).toList();
    }
}

package io.candor.eventlog;

import static io.candor.eventlog.TestJournals.accepted;
import static io.candor.eventlog.TestJournals.append;
import static io.candor.eventlog.TestJournals.refusal;
import static io.candor.eventlog.TestJournals.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.config.ByteSize;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal over a disk that fails at every single call in turn, fills up, and loses power. */
class JournalFaultFuzzTest {
    private static final String BROKEN = "Input/output error";
    private static final String FULL = "No space left on device";

    @TempDir
    Path directory;

    @BeforeAll
    static void silence() {
        Configurator.setLevel("io.candor.eventlog", Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        Configurator.setLevel("io.candor.eventlog", Level.INFO);
    }

    /** Appends pairs one after the other; notes those that were acknowledged. */
    private static void appendSome(Journal journal, int count, int length, List<String> acknowledged) {
        for (int i = 0; i < count; i++) {
            String text = i + "-" + "x".repeat(length);
            if (accepted(append(journal, text, "second of " + text))) {
                acknowledged.add(text);
                acknowledged.add("second of " + text);
            }
        }
    }

    /** Opens, appends over three segments, reads back, and closes; notes what was acknowledged. */
    private void run(MemoryFiles files, List<String> acknowledged) {
        try (Journal journal = TestJournals.open(directory, files)) {
            appendSome(journal, 14, 6000, acknowledged);
            assertEquals(acknowledged, texts(journal));
        }
    }

    @Test
    void run_oneCallFails_nothingAcknowledgedIsLostAndNothingRefusedComesBack() {
        MemoryFiles counted = new MemoryFiles();
        run(counted, new ArrayList<>());
        int calls = counted.calls();
        assertTrue(calls > 50, "only " + calls);
        int refusedOnce = 0;
        for (String failure : List.of(BROKEN, FULL)) {
            for (int call = 1; call <= calls + 3; call++) {
                MemoryFiles files = new MemoryFiles();
                files.failCalls(call, call + 1, failure);
                List<String> acknowledged = new ArrayList<>();
                try {
                    run(files, acknowledged);
                } catch (CandorException e) {
                    assertTrue(String.valueOf(e.getCause()).contains(failure), e.toString());
                }
                files.failCalls(Integer.MAX_VALUE, Integer.MAX_VALUE, "");
                refusedOnce += acknowledged.size() < 28 ? 1 : 0;
                try (Journal journal = TestJournals.open(directory, files)) {
                    assertEquals(acknowledged, texts(journal), failure + " at call " + call);
                    assertEquals(0, journal.status().damaged(), failure + " at call " + call);
                    assertTrue(accepted(append(journal, "next")), failure + " at call " + call);
                }
            }
        }
        assertTrue(refusedOnce > 10, "only " + refusedOnce + " calls refused anything");
    }

    @Test
    void append_diskFailsForLong_isRefusedAtOnceAndRecoversByItself() {
        MemoryFiles files = new MemoryFiles();
        try (Journal journal = TestJournals.open(directory, files)) {
            append(journal, "before").join();
            for (String failure : List.of(BROKEN, FULL)) {
                ErrorCode code = failure.equals(FULL) ? ErrorCode.EVENTLOG_FULL : ErrorCode.EVENTLOG_UNAVAILABLE;
                files.failCalls(files.calls() + 1, Integer.MAX_VALUE, failure);
                CandorException first = refusal(append(journal, "refused"));
                assertTrue(first.code() == code, first.toString());
                for (int i = 0; i < 20; i++) {
                    assertEquals(code, refusal(append(journal, "refused")).code());
                }
                assertFalse(journal.status().accepting());
                assertTrue(journal.status().lastFailure().orElseThrow().contains(failure));
                files.failCalls(Integer.MAX_VALUE, Integer.MAX_VALUE, "");
                while (!accepted(append(journal, "after " + failure))) {
                    Thread.onSpinWait();
                }
                assertTrue(journal.status().accepting());
            }
            assertEquals(List.of("before", "after " + BROKEN, "after " + FULL), texts(journal));
        }
        try (Journal journal = TestJournals.open(directory, files)) {
            assertEquals(List.of("before", "after " + BROKEN, "after " + FULL), texts(journal));
            assertEquals(0, journal.status().damaged());
        }
    }

    @Test
    void append_lessThanTheReserveIsLeft_fillsTheSegmentsThatAreAllocatedAndIsThenFull() {
        EventLogConfig config = new EventLogConfig(
                ByteSize.ofKilobytes(64),
                ByteSize.ofMegabytes(64),
                ByteSize.ofMegabytes(8),
                ByteSize.ofKilobytes(16),
                ByteSize.ofMegabytes(1),
                Duration.ofMillis(1));
        MemoryFiles files = new MemoryFiles();
        try (Journal journal = TestJournals.open(directory, config, files)) {
            append(journal, "first").join();
            files.usable((1 << 20) + (64 << 10) - 1);
            List<String> acknowledged = new ArrayList<>(List.of("first"));
            CompletableFuture<Long> told = append(journal, "x".repeat(6000));
            while (accepted(told)) {
                acknowledged.add("x".repeat(6000));
                told = append(journal, "x".repeat(6000));
            }
            assertEquals(ErrorCode.EVENTLOG_FULL, refusal(told).code());
            assertTrue(acknowledged.size() > 10, "only " + acknowledged.size());
            assertEquals(acknowledged, texts(journal));
            files.usable(2 << 20);
            while (!accepted(append(journal, "room again"))) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void open_fullDisk_saysSo() {
        MemoryFiles files = new MemoryFiles();
        files.usable(1000);
        CandorException refused = assertThrows(CandorException.class, () -> TestJournals.open(directory, files));
        assertEquals(ErrorCode.EVENTLOG_FULL, refused.code());
        files.usable(Long.MAX_VALUE);
        run(files, new ArrayList<>());
    }

    @Test
    void open_afterPowerLossAtAnyMoment_hasEverythingAcknowledgedAndGivesNoNumberTwice() {
        RandomGenerator random = TestJournals.random(99);
        for (int round = 0; round < 150; round++) {
            MemoryFiles files = new MemoryFiles();
            List<String> acknowledged = new ArrayList<>();
            MemoryFiles found;
            long durable;
            try (Journal journal = TestJournals.open(directory, files)) {
                appendSome(journal, random.nextInt(12), random.nextInt(8000), acknowledged);
                durable = journal.durable();
                List<CompletableFuture<Long>> underWay = new ArrayList<>();
                int more = random.nextInt(40);
                for (int i = 0; i < more; i++) {
                    underWay.add(append(journal, "u" + i + "x".repeat(random.nextInt(3000))));
                }
                if (!underWay.isEmpty()) {
                    underWay.get(random.nextInt(underWay.size())).join();
                }
                // What is acknowledged after this was written to a disk that has no power any more.
                int known = (int)
                        underWay.stream().takeWhile(CompletableFuture::isDone).count();
                found = files.afterPowerLoss(random);
                durable += known;
            }
            String where = "round " + round;
            List<String> first;
            try (Journal journal = TestJournals.open(directory, found)) {
                first = texts(journal);
                assertEquals(acknowledged, first.subList(0, acknowledged.size()), where);
                assertTrue(first.size() >= durable, where + ": " + first.size() + " of " + durable);
                assertTrue(append(journal, "next").join() > durable, where);
            }
            try (Journal journal = TestJournals.open(directory, found)) {
                List<String> expected = new ArrayList<>(first);
                expected.add("next");
                assertEquals(expected, texts(journal), where);
            }
        }
    }
}

package io.candor.eventlog;

import static io.candor.eventlog.TestJournals.SMALL;
import static io.candor.eventlog.TestJournals.append;
import static io.candor.eventlog.TestJournals.refusal;
import static io.candor.eventlog.TestJournals.texts;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.config.ByteSize;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final String KILOBYTE = "x".repeat(1024);

    @TempDir
    Path directory;

    private Journal open() {
        return TestJournals.open(directory, new DiskFiles());
    }

    @Test
    void read_afterAppendAndReopen_returnsTheRecordsInOrder() {
        UUID id;
        byte[] bytes = {0, -1, 127, 3};
        try (Journal journal = open()) {
            id = journal.id();
            assertEquals(0, journal.durable());
            assertEquals(1, append(journal, "a", "", "c").join());
            assertEquals(4, append(journal, List.of(new LogRecord(127, bytes))).join());
            assertEquals(List.of("a", "", "c"), texts(journal).subList(0, 3));
        }
        try (Journal journal = open()) {
            assertEquals(id, journal.id());
            assertEquals(4, journal.durable());
            StoredRecord last = journal.read(3, 10, 10).records().getFirst();
            assertEquals(4, last.sequence());
            assertEquals(127, last.kind());
            assertArrayEquals(bytes, last.payload());
            assertEquals(5, append(journal, "e").join());
        }
    }

    @Test
    void open_twoDirectories_haveDifferentIds() {
        try (Journal one = open();
                Journal other = Journal.open(
                        directory.resolve("other"), SMALL, TestJournals.random(8), () -> 0, new DiskFiles())) {
            assertNotEquals(one.id(), other.id());
            assertEquals(4, one.id().version());
            assertEquals(2, one.id().variant());
        }
    }

    @Test
    void read_bounds_areKept() {
        try (Journal journal = open()) {
            append(journal, "aaaa", "bbbb", "cccc", "dddd").join();
            assertEquals(2, journal.read(0, 2, 100).through());
            assertEquals(2, journal.read(0, 100, 8).records().size());
            assertEquals(1, journal.read(0, 100, 1).records().size());
            assertEquals(new Batch(List.of(), 4), journal.read(4, 10, 10));
            assertEquals(new Batch(List.of(), 9), journal.read(9, 10, 10));
            assertThrows(IllegalArgumentException.class, () -> journal.read(-1, 1, 1));
            assertThrows(IllegalArgumentException.class, () -> journal.read(0, 0, 1));
        }
    }

    @Test
    void appendLater_manyInARow_becomeDurableTogetherAndInOrder() {
        List<String> expected =
                IntStream.range(0, 200).mapToObj(i -> "later " + i).toList();
        try (Journal journal = open()) {
            CompletableFuture<Long> last = new CompletableFuture<>();
            for (String text : expected) {
                last = TestJournals.appendLater(journal, text);
            }
            assertEquals(200, last.join());
            assertEquals(expected, texts(journal));
            assertTrue(journal.status().commits() < 50, journal.status().toString());
        }
    }

    @Test
    void append_afterOthersThatLinger_takesThemAlong() {
        try (Journal journal = open()) {
            CompletableFuture<Long> lingering = TestJournals.appendLater(journal, "a");
            assertEquals(2, append(journal, "b").join());
            assertEquals(1, lingering.join());
            assertEquals(List.of("a", "b"), texts(journal));
        }
    }

    @Test
    void close_whileSomethingLingers_makesItDurable() {
        CompletableFuture<Long> lingering;
        try (Journal journal = open()) {
            lingering = TestJournals.appendLater(journal, "a");
        }
        assertEquals(1, lingering.join());
        try (Journal journal = open()) {
            assertEquals(List.of("a"), texts(journal));
        }
    }

    @Test
    void append_manySegments_keepsOrderAcrossThem() throws IOException {
        List<String> expected = new ArrayList<>();
        try (Journal journal = open()) {
            CompletableFuture<Long> last = new CompletableFuture<>();
            for (int i = 0; i < 500; i++) {
                expected.add(i + KILOBYTE);
                last = append(journal, expected.getLast());
            }
            assertEquals(500, last.join());
            assertEquals(expected, texts(journal));
            assertEquals(0, journal.status().damaged());
            assertTrue(journal.status().segments() > 5, journal.status().toString());
        }
        try (Stream<Path> segments = Files.list(directory)) {
            assertTrue(segments.filter(file -> file.toString().endsWith(".log")).allMatch(JournalTest::isAllocated));
        }
        try (Journal journal = open()) {
            assertEquals(expected, texts(journal));
            assertEquals(
                    List.of(expected.get(321)),
                    List.of(TestJournals.text(journal.read(321, 1, 1).records().getFirst())));
            assertEquals(0, journal.status().damaged());
        }
    }

    private static boolean isAllocated(Path file) {
        try {
            return Files.size(file) == SMALL.segmentSize().bytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void append_fromManyThreads_allAreDurableAndEachThreadKeepsItsOrder() throws InterruptedException {
        int producers = 16;
        int each = 1000;
        long all = 16_000;
        ConcurrentLinkedQueue<CompletableFuture<Long>> told = new ConcurrentLinkedQueue<>();
        try (Journal journal = open()) {
            List<Thread> threads = IntStream.range(0, producers)
                    .mapToObj(producer -> Thread.ofPlatform().start(() -> {
                        for (int i = 0; i < each; i++) {
                            told.add(append(journal, producer + ":" + i));
                        }
                    }))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            told.forEach(CompletableFuture::join);
            assertEquals(all, journal.durable());
            assertTrue(journal.status().commits() < all, "no group commit");
        }
        try (Journal journal = open()) {
            int[] next = new int[producers];
            for (String text : texts(journal)) {
                int colon = text.indexOf(':');
                int producer = Integer.parseInt(text.substring(0, colon));
                assertEquals(next[producer]++, Integer.parseInt(text.substring(colon + 1)));
            }
            assertTrue(IntStream.of(next).allMatch(count -> count == each));
        }
    }

    @Test
    void completions_comeInOrderOnOneThreadAndAThrowingOneHarmsNobody() {
        List<Long> firsts = new ArrayList<>();
        List<String> threads = new ArrayList<>();
        try (Journal journal = open()) {
            for (int i = 0; i < 100; i++) {
                journal.append(List.of(TestJournals.text("r" + i)), new Completion() {
                    @Override
                    public void durable(long first) {
                        firsts.add(first);
                        threads.add(Thread.currentThread().getName());
                        if (first == 50) {
                            throw new IllegalStateException("a completion's defect");
                        }
                    }

                    @Override
                    public void refused(CandorException why) {
                        throw why;
                    }
                });
            }
        }
        assertEquals(IntStream.rangeClosed(1, 100).mapToObj(i -> (long) i).toList(), firsts);
        assertEquals(List.of("candor-journal"), threads.stream().distinct().toList());
    }

    @Test
    void append_outOfBounds_isTheCallersBug() {
        try (Journal journal = open()) {
            byte[] long16 = new byte[16 * 1024 + 1];
            assertThrows(IllegalArgumentException.class, () -> append(journal, List.of()));
            assertThrows(IllegalArgumentException.class, () -> append(journal, List.of(new LogRecord(1, long16))));
            List<LogRecord> many = java.util.Collections.nCopies(5, new LogRecord(1, new byte[16 * 1024]));
            assertThrows(IllegalArgumentException.class, () -> append(journal, many));
            assertThrows(IllegalArgumentException.class, () -> new LogRecord(0, new byte[0]));
            assertThrows(IllegalArgumentException.class, () -> new LogRecord(128, new byte[0]));
            assertThrows(IllegalArgumentException.class, () -> journal.release(1));
            assertEquals(
                    1,
                    append(journal, List.of(new LogRecord(1, new byte[16 * 1024])))
                            .join());
        }
    }

    @Test
    void append_aWholeSegment_fits() {
        int payload = 64 * 1024 / 8 - 32;
        try (Journal journal = open()) {
            List<LogRecord> whole = java.util.Collections.nCopies(8, new LogRecord(1, new byte[payload - 8]));
            assertEquals(journal.maxAppendBytes() + 64, 64 * 1024);
            append(journal, "first").join();
            assertEquals(2, append(journal, whole.subList(0, 7)).join());
            assertEquals(9, append(journal, whole.subList(0, 7)).join());
            assertEquals(15, TestJournals.all(journal).size());
        }
    }

    @Test
    void append_whileTheDiskIsStuck_isOverloadedAboveMaxQueued() throws InterruptedException {
        EventLogConfig config = withQueue(ByteSize.ofKilobytes(16));
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<CompletableFuture<Long>> accepted = new ArrayList<>();
        try (Journal journal = TestJournals.open(directory, config, new DiskFiles())) {
            journal.append(List.of(TestJournals.text("stuck")), new Completion() {
                @Override
                public void durable(long first) {
                    stuck.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }

                @Override
                public void refused(CandorException why) {
                    throw why;
                }
            });
            stuck.await();
            for (int i = 0; i < 15; i++) {
                accepted.add(append(journal, KILOBYTE));
            }
            assertEquals(
                    ErrorCode.OVERLOADED, refusal(append(journal, KILOBYTE)).code());
            assertEquals(15 * 1056, journal.status().queuedBytes());
            goOn.countDown();
            accepted.forEach(CompletableFuture::join);
            assertEquals(17, append(journal, KILOBYTE).join());
            assertEquals(0, journal.status().queuedBytes());
        }
    }

    private static EventLogConfig withQueue(ByteSize queue) {
        return new EventLogConfig(
                SMALL.segmentSize(), SMALL.maxBacklog(), queue, SMALL.maxRecord(), SMALL.reserve(), SMALL.retry());
    }

    @Test
    void append_aboveMaxBacklog_isRefusedUntilReleased() {
        EventLogConfig config = new EventLogConfig(
                SMALL.segmentSize(),
                ByteSize.ofKilobytes(128),
                SMALL.maxQueued(),
                SMALL.maxRecord(),
                SMALL.reserve(),
                Duration.ofMillis(1));
        try (Journal journal = TestJournals.open(directory, config, new DiskFiles())) {
            int accepted = 0;
            while (TestJournals.accepted(append(journal, KILOBYTE))) {
                accepted++;
            }
            assertEquals(128 * 1024 / 1056, accepted);
            assertEquals(
                    ErrorCode.EVENTLOG_FULL, refusal(append(journal, KILOBYTE)).code());
            assertEquals(accepted, journal.status().backlogRecords());
            journal.release(journal.durable());
            assertEquals(0, journal.status().backlogBytes());
            assertEquals(accepted + 1, append(journal, KILOBYTE).join());
        }
    }

    @Test
    void release_wholeSegments_deletesTheirFilesAndKeepsTheRest() throws IOException {
        try (Journal journal = open()) {
            CompletableFuture<Long> last = new CompletableFuture<>();
            for (int i = 1; i <= 300; i++) {
                last = append(journal, i + KILOBYTE);
            }
            assertEquals(300, last.join());
            journal.release(150);
            journal.release(100);
            assertEquals(150, journal.status().released());
        }
        try (Stream<Path> files = Files.list(directory)) {
            long first = files.map(file -> file.getFileName().toString())
                    .filter(Segment::isName)
                    .mapToLong(Segment::firstOf)
                    .min()
                    .orElseThrow();
            assertTrue(first > 1 && first <= 151, "first kept is " + first);
        }
        try (Journal journal = open()) {
            assertEquals(300, journal.durable());
            assertEquals(151, journal.read(150, 1, 1).records().getFirst().sequence());
            assertEquals(0, journal.status().damaged());
            Batch oldest = journal.read(0, 1, 1);
            assertEquals(
                    journal.status().released() + 1, oldest.records().getFirst().sequence());
        }
    }

    @Test
    void open_whileOpen_isRefusedAndDoesNotLoosenTheLock() {
        try (Journal journal = open()) {
            for (int i = 0; i < 2; i++) {
                CandorException refused = assertThrows(CandorException.class, this::open);
                assertEquals(ErrorCode.DATA_DIRECTORY_UNUSABLE, refused.code());
            }
            assertEquals(1, append(journal, "still mine").join());
        }
        open().close();
    }

    @Test
    void close_queuedAppends_becomeDurableAndLaterOnesAreRefused() {
        List<CompletableFuture<Long>> told = new ArrayList<>();
        Journal journal = open();
        for (int i = 0; i < 50; i++) {
            told.add(append(journal, KILOBYTE));
        }
        journal.close();
        journal.close();
        told.forEach(CompletableFuture::join);
        assertEquals(
                ErrorCode.EVENTLOG_UNAVAILABLE, refusal(append(journal, "late")).code());
        assertThrows(CandorException.class, () -> journal.read(0, 1, 1));
        assertThrows(CandorException.class, () -> journal.erase(any -> true));
        assertFalse(journal.status().accepting());
        assertFalse(Files.exists(directory.resolve(SpareSegments.NAME)));
    }

    @Test
    void advanceTo_aboveTheEnd_newRecordsGetHigherNumbersAlsoAfterReopen() {
        try (Journal journal = open()) {
            append(journal, "a", "b").join();
            journal.advanceTo(1);
            assertEquals(3, append(journal, "c").join());
            journal.advanceTo(40);
            assertEquals(41, append(journal, "d").join());
            journal.advanceTo(50);
        }
        try (Journal journal = open()) {
            journal.advanceTo(41);
            assertEquals(42, append(journal, "e").join());
            assertEquals(List.of("a", "b", "c", "d", "e"), texts(journal));
            assertEquals(0, journal.status().damaged());
        }
    }
}

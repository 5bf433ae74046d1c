package io.candor.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.config.ByteSize;
import io.candor.error.CandorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process appends and prints what was acknowledged, and is killed after a random number of lines. */
class JournalCrashIT {
    private static final int ROUNDS = Integer.getInteger("candor.journal.crashes", 5);

    @TempDir
    Path directory;

    /** The process that is killed: appends without end, and prints {@code number text} once that is acknowledged. */
    static final class Appender {
        private Appender() {}

        public static void main(String[] args) throws InterruptedException {
            RandomGenerator random = TestJournals.random(Long.parseLong(args[1]));
            PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
            EventLog log = TestJournals.open(Path.of(args[0]), config(), new DiskFiles());
            for (long i = 0; ; i++) {
                String text = args[1] + ":" + i + "x".repeat(random.nextInt(2000));
                log.append(List.of(TestJournals.text(text)), new Completion() {
                    @Override
                    public void durable(long first) {
                        out.println(first + " " + text);
                    }

                    @Override
                    public void refused(CandorException why) {
                        // Printed nowhere: it is not acknowledged.
                    }
                });
                if (i % 64 == 0) {
                    Thread.sleep(random.nextInt(3));
                }
            }
        }
    }

    private static EventLogConfig config() {
        return new EventLogConfig(
                ByteSize.ofMegabytes(1),
                ByteSize.ofMegabytes(4096),
                ByteSize.ofMegabytes(1),
                ByteSize.ofKilobytes(64),
                new ByteSize(0),
                java.time.Duration.ofMillis(10));
    }

    @Test
    void open_afterKill_everyAcknowledgedRecordIsThereOnceUnderItsNumber() throws Exception {
        RandomGenerator random = TestJournals.random(5);
        Map<Long, String> acknowledged = new HashMap<>();
        long highest = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int before = acknowledged.size();
            acknowledged.putAll(appendAndKill(round, 1 + random.nextInt(4000)));
            assertTrue(acknowledged.size() > before, "no line in round " + round);
            try (Journal journal = TestJournals.open(directory, config(), new DiskFiles())) {
                Map<Long, String> found = new HashMap<>();
                for (StoredRecord stored : TestJournals.all(journal)) {
                    found.put(stored.sequence(), TestJournals.text(stored));
                }
                acknowledged.forEach((number, text) -> assertEquals(text, found.get(number), "record " + number));
                assertEquals(0, journal.status().damaged());
                assertTrue(journal.durable() > highest);
                highest = journal.durable();
            }
        }
    }

    private Map<Long, String> appendAndKill(int round, int lines) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Appender.class.getName(),
                directory.toString(),
                String.valueOf(round)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<Long, String> acknowledged = new HashMap<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < lines; i++) {
                note(out.readLine(), acknowledged);
            }
            // By its handle: the process itself would close the stream that is still read.
            process.toHandle().destroyForcibly();
            // What was printed before the end was acknowledged too; the last line may be cut.
            String previous = out.readLine();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                note(previous, acknowledged);
                previous = line;
            }
        }
        process.waitFor();
        return acknowledged;
    }

    private static void note(String line, Map<Long, String> acknowledged) {
        assertTrue(line != null, "the process ended by itself");
        int space = line.indexOf(' ');
        acknowledged.put(Long.parseLong(line.substring(0, space)), line.substring(space + 1));
    }
}

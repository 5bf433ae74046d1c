package io.candor.eventlog;

import static io.candor.eventlog.TestJournals.append;
import static io.candor.eventlog.TestJournals.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalEraseTest {

    @TempDir
    Path directory;

    private static boolean ofAnn(StoredRecord stored) {
        return TestJournals.text(stored).startsWith("ann");
    }

    private static List<String> write(Journal journal) {
        List<String> of = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String who = i % 3 == 0 ? "ann" : "bob";
            of.add(who + i + "-".repeat(i * 37 % 1500));
        }
        for (int i = 0; i < 120; i += 30) {
            append(journal, of.subList(i, i + 30).toArray(String[]::new)).join();
        }
        return of;
    }

    private static boolean holdsAnn(MemoryFiles files) {
        return files.names().stream()
                .anyMatch(name -> new String(files.content(name), StandardCharsets.ISO_8859_1).contains("ann"));
    }

    @Test
    void erase_matchingRecords_areGoneFromReadsAndFilesAlsoAfterReopen() {
        MemoryFiles files = new MemoryFiles();
        List<String> kept;
        try (Journal journal = TestJournals.open(directory, files)) {
            kept = write(journal).stream()
                    .filter(text -> text.startsWith("bob"))
                    .toList();
            assertTrue(journal.status().segments() > 1);
            assertEquals(40, journal.erase(JournalEraseTest::ofAnn));
            assertEquals(0, journal.erase(JournalEraseTest::ofAnn));
            assertEquals(kept, texts(journal));
            assertEquals(2, journal.read(0, 1, 1).records().getFirst().sequence());
            assertEquals(120, journal.durable());
            assertEquals(0, journal.status().damaged());
        }
        assertFalse(holdsAnn(files));
        try (Journal journal = TestJournals.open(directory, files)) {
            assertEquals(kept, texts(journal));
            assertEquals(121, append(journal, "next").join());
            assertEquals(0, journal.status().damaged());
        }
    }

    @Test
    void erase_everything_readSaysHowFarItLooked() {
        try (Journal journal = TestJournals.open(directory, new MemoryFiles())) {
            write(journal);
            assertEquals(120, journal.erase(any -> true));
            assertEquals(new Batch(List.of(), 120), journal.read(0, 1, 1));
            journal.release(120);
            assertEquals(0, journal.status().backlogRecords());
        }
    }

    @Test
    void erase_failingOrLosingPowerAtAnyCall_neverRevivesNorLosesOthersAndIsFinishedLater() {
        MemoryFiles sound = new MemoryFiles();
        List<String> kept;
        int calls;
        try (Journal journal = TestJournals.open(directory, sound)) {
            kept = write(journal).stream()
                    .filter(text -> text.startsWith("bob"))
                    .toList();
        }
        MemoryFiles counted = sound.copy();
        try (Journal journal = TestJournals.open(directory, counted)) {
            int before = counted.calls();
            journal.erase(JournalEraseTest::ofAnn);
            calls = counted.calls() - before;
        }
        RandomGenerator random = TestJournals.random(3);
        for (int call = 1; call <= calls; call++) {
            MemoryFiles files = sound.copy();
            MemoryFiles lost;
            boolean failed = false;
            try (Journal journal = TestJournals.open(directory, files)) {
                // The spare segment is ready, so that the erasure's calls are the only ones.
                append(journal, "bob").join();
                int from = files.calls();
                files.failCalls(from + call, Integer.MAX_VALUE, "Input/output error");
                try {
                    journal.erase(JournalEraseTest::ofAnn);
                } catch (CandorException e) {
                    failed = true;
                }
                lost = files.afterPowerLoss(random);
                files.failCalls(Integer.MAX_VALUE, Integer.MAX_VALUE, "");
                journal.erase(JournalEraseTest::ofAnn);
                assertEquals(kept, texts(journal).subList(0, kept.size()), "call " + call);
                assertFalse(holdsAnn(files), "call " + call + " failed: " + failed);
            }
            try (Journal journal = TestJournals.open(directory, lost)) {
                assertEquals(0, journal.status().damaged(), "call " + call);
                journal.erase(JournalEraseTest::ofAnn);
                assertEquals(kept, texts(journal).subList(0, kept.size()), "call " + call);
                assertFalse(holdsAnn(lost), "call " + call);
            }
        }
    }

    @Test
    void erase_predicateThatThrows_leavesTheLogUsable() {
        try (Journal journal = TestJournals.open(directory, new MemoryFiles())) {
            write(journal);
            assertThrows(
                    IllegalStateException.class,
                    () -> journal.erase(any -> {
                        throw new IllegalStateException("a caller's defect");
                    }));
            assertEquals(120, texts(journal).size());
            assertEquals(40, journal.erase(JournalEraseTest::ofAnn));
        }
    }
}

package io.candor.eventlog;

import static io.candor.eventlog.TestJournals.append;
import static io.candor.eventlog.TestJournals.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small journal of two segments, damaged in every way, against a model that knows only where each record's bytes lie: what
 * is undamaged is delivered, what is damaged is not, and no number is given twice.
 */
class JournalDamageFuzzTest {
    private static final String FIRST = Segment.name(1);
    private static final String SECOND = Segment.name(7);
    private static final List<String> IN_FIRST = List.of("a", "", "c".repeat(33), "d".repeat(64), "e", "ff");
    private static final List<String> IN_SECOND = List.of("g".repeat(31), "h", "i".repeat(40));

    @TempDir
    Path directory;

    private MemoryFiles sound = new MemoryFiles();

    /** Thousands of damaged journals are opened here, and each would be logged. */
    @BeforeAll
    static void silence() {
        Configurator.setLevel("io.candor.eventlog", Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        Configurator.setLevel("io.candor.eventlog", Level.INFO);
    }

    @BeforeEach
    void writeJournal() {
        try (Journal journal = TestJournals.open(directory, sound)) {
            append(journal, IN_FIRST.toArray(String[]::new)).join();
        }
        // The second segment begins where the first one is closed.
        shrink(FIRST, endOf(IN_FIRST));
        try (Journal journal = TestJournals.open(directory, sound)) {
            assertEquals(7, append(journal, IN_SECOND.toArray(String[]::new)).join());
        }
        assertEquals(List.of(FIRST, SECOND, "journal.id"), sound.names());
        // Short files are quicker to go through; the zeros that are left stand for the rest.
        shrink(FIRST, endOf(IN_FIRST) + 64);
        shrink(SECOND, endOf(IN_SECOND) + 64);
    }

    private void shrink(String name, int length) {
        sound.put(name, Arrays.copyOf(sound.content(name), length));
    }

    private static int endOf(List<String> texts) {
        return offsets(texts)[texts.size()];
    }

    /** The model: records of 32 bytes and their text, each from a multiple of 32 on, the first at 64. */
    private static int[] offsets(List<String> texts) {
        int[] offsets = new int[texts.size() + 1];
        offsets[0] = 64;
        for (int i = 0; i < texts.size(); i++) {
            offsets[i + 1] = offsets[i] + (32 + texts.get(i).length() + 31) / 32 * 32;
        }
        return offsets;
    }

    /** Returns the texts whose bytes do not meet [from, to). */
    private static List<String> untouched(List<String> texts, int from, int to) {
        List<String> left = new ArrayList<>();
        int[] offsets = offsets(texts);
        for (int i = 0; i < texts.size(); i++) {
            int end = offsets[i] + 32 + texts.get(i).length();
            if (to <= offsets[i] || from >= end) {
                left.add(texts.get(i));
            }
        }
        return left;
    }

    @Test
    void open_anyBitFlipped_deliversExactlyTheUndamagedRecords() {
        for (String name : List.of(FIRST, SECOND)) {
            byte[] bytes = sound.content(name);
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                check(name, flipped, bit / 8, bit / 8 + 1, name + " bit " + bit);
            }
        }
    }

    @Test
    void open_anyBitOfTheIdFlipped_losesNothing() {
        byte[] bytes = sound.content("journal.id");
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            MemoryFiles files = sound.copy();
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            files.put("journal.id", flipped);
            try (Journal journal = TestJournals.open(directory, files)) {
                assertEquals(9, texts(journal).size(), "bit " + bit);
            }
            assertEquals(64, files.content("journal.id").length);
        }
    }

    @Test
    void open_anyRangeOverwritten_deliversExactlyTheUndamagedRecords() {
        RandomGenerator random = TestJournals.random(20260101);
        for (int round = 0; round < 1000; round++) {
            String name = random.nextBoolean() ? FIRST : SECOND;
            byte[] bytes = sound.content(name);
            int from = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, from + 1 + random.nextInt(150));
            byte[] garbage = new byte[to - from];
            if (random.nextInt(3) > 0) {
                random.nextBytes(garbage);
            }
            byte[] before = bytes.clone();
            System.arraycopy(garbage, 0, bytes, from, garbage.length);
            checkBytes(name, before, bytes, "round " + round + " " + name + " " + from + "-" + to);
        }
    }

    /** Bytes that were overwritten by the same do no damage. */
    private void checkBytes(String name, byte[] before, byte[] bytes, String where) {
        List<String> texts = name.equals(FIRST) ? IN_FIRST : IN_SECOND;
        int[] offsets = offsets(texts);
        List<String> left = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            int end = offsets[i] + 32 + texts.get(i).length();
            if (Arrays.equals(before, offsets[i], end, bytes, offsets[i], end)) {
                left.add(texts.get(i));
            }
        }
        check(name, bytes, left, where);
    }

    private void check(String name, byte[] damaged, int from, int to, String where) {
        check(name, damaged, untouched(name.equals(FIRST) ? IN_FIRST : IN_SECOND, from, to), where);
    }

    private void check(String name, byte[] damaged, List<String> left, String where) {
        List<String> expected = new ArrayList<>(name.equals(FIRST) ? left : IN_FIRST);
        expected.addAll(name.equals(FIRST) ? IN_SECOND : left);
        MemoryFiles files = sound.copy();
        files.put(name, damaged);
        try (Journal journal = TestJournals.open(directory, files)) {
            assertEquals(expected, texts(journal), where);
            if (name.equals(FIRST)) {
                assertEquals(IN_FIRST.size() - left.size(), journal.status().damaged(), where);
            }
            long next = append(journal, "next").join();
            assertTrue(next > 9 || lastIsZero(name, damaged), where + ": number " + next + " was given before");
            expected.add("next");
            assertEquals(expected, texts(journal), where);
        }
        try (Journal journal = TestJournals.open(directory, files)) {
            assertEquals(expected, texts(journal), where + ", opened again");
        }
    }

    /** A last record of which nothing is left was never there, as far as the files can tell. */
    private static boolean lastIsZero(String name, byte[] bytes) {
        int from = offsets(IN_SECOND)[IN_SECOND.size() - 1];
        return name.equals(SECOND)
                && Arrays.equals(bytes, from, bytes.length, new byte[bytes.length - from], 0, bytes.length - from);
    }

    @Test
    void open_tornAtAnyByteOfTheLastRecord_dropsThatRecordAlone() {
        byte[] bytes = sound.content(SECOND);
        int from = offsets(IN_SECOND)[2];
        for (int length = from; length < endOf(IN_SECOND); length++) {
            boolean whole = length >= from + 32 + IN_SECOND.getLast().length();
            List<String> left = whole ? IN_SECOND : IN_SECOND.subList(0, 2);
            byte[] zeroed = Arrays.copyOf(Arrays.copyOf(bytes, length), bytes.length);
            if (length > from) {
                check(SECOND, zeroed, left, "zeroed from " + length);
            }
            MemoryFiles files = sound.copy();
            files.put(SECOND, Arrays.copyOf(bytes, length));
            try (Journal journal = TestJournals.open(directory, files)) {
                assertEquals(
                        6 + left.size() - (whole && length % 32 != 0 ? 1 : 0),
                        texts(journal).size(),
                        "cut at " + length);
            }
        }
    }

    @Test
    void open_segmentMissingInTheMiddle_isReportedAndTheRestDelivered() {
        shrink(SECOND, endOf(IN_SECOND));
        try (Journal journal = TestJournals.open(directory, sound)) {
            assertEquals(10, append(journal, "j").join());
        }
        sound.remove(SECOND);
        try (Journal journal = TestJournals.open(directory, sound)) {
            List<String> expected = new ArrayList<>(IN_FIRST);
            expected.add("j");
            assertEquals(expected, texts(journal));
            assertEquals(3, journal.status().damaged());
        }
    }

    @Test
    void open_payloadThatLooksLikeAFrame_isNeverDelivered() {
        MemoryFiles files = new MemoryFiles();
        byte[] forged = new byte[128];
        ByteBuffer view = ByteBuffer.wrap(forged).order(ByteOrder.LITTLE_ENDIAN);
        LogRecord lie = TestJournals.text("lie");
        for (int at = 0; at < 128; at += 64) {
            new Frame(0).put(view.position(at), 96 + at, 2, lie);
        }
        try (Journal journal = TestJournals.open(directory, files)) {
            append(journal, List.of(new LogRecord(1, forged), TestJournals.text("truth")))
                    .join();
        }
        byte[] bytes = files.content(FIRST);
        bytes[64] ^= 1;
        files.put(FIRST, bytes);
        try (Journal journal = TestJournals.open(directory, files)) {
            assertEquals(List.of("truth"), texts(journal));
            assertEquals(1, journal.status().damaged());
        }
    }

    @Test
    void open_segmentOfAnotherJournal_isRefused() {
        MemoryFiles other = new MemoryFiles();
        Journal.open(directory.resolve("other"), TestJournals.SMALL, TestJournals.random(9), () -> 0, other)
                .close();
        sound.put(Segment.name(20), other.content(FIRST));
        CandorException refused = assertThrows(CandorException.class, () -> TestJournals.open(directory, sound));
        assertEquals(ErrorCode.DATA_DIRECTORY_UNUSABLE, refused.code());
    }

    @Test
    void open_newerVersion_isRefusedAndNotTakenForDamage() {
        byte[] bytes = sound.content(SECOND);
        ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        view.putInt(4, 2);
        crc.update(bytes, 0, 60);
        view.putInt(60, (int) crc.getValue());
        sound.put(SECOND, bytes);
        CandorException refused = assertThrows(CandorException.class, () -> TestJournals.open(directory, sound));
        assertEquals(ErrorCode.DATA_DIRECTORY_UNUSABLE, refused.code());
        assertTrue(refused.describe().contains("version 2"), refused.describe());
    }

    @Test
    void open_everyHeaderAndTheIdLost_isRefused() {
        for (String name : List.of(FIRST, SECOND, "journal.id")) {
            byte[] bytes = sound.content(name);
            bytes[9] ^= 4;
            sound.put(name, bytes);
        }
        CandorException refused = assertThrows(CandorException.class, () -> TestJournals.open(directory, sound));
        assertEquals(ErrorCode.DATA_DIRECTORY_UNUSABLE, refused.code());
    }

    @Test
    void read_damagedWhileOpen_stepsOverAndCountsOnce() {
        try (Journal journal = TestJournals.open(directory, sound)) {
            byte[] bytes = sound.content(FIRST);
            bytes[offsets(IN_FIRST)[3] + 40] ^= 1;
            bytes[offsets(IN_FIRST)[5] + 1] ^= 1;
            sound.put(FIRST, bytes);
            for (int i = 0; i < 2; i++) {
                assertEquals(7, texts(journal).size());
                assertFalse(texts(journal).contains(IN_FIRST.get(3)));
                assertEquals(2, journal.status().damaged());
            }
        }
    }

    @Test
    void layout_ofTheFirstFrame_isWhatTheDocumentationDraws() {
        ByteBuffer bytes = ByteBuffer.wrap(sound.content(FIRST)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals("CJS1", StandardCharsets.US_ASCII.decode(bytes.slice(0, 4)).toString());
        assertEquals(1, bytes.getInt(4));
        assertEquals(1, bytes.getLong(24));
        assertEquals(0, bytes.getLong(32));
        assertEquals(
                "CJF1", StandardCharsets.US_ASCII.decode(bytes.slice(64, 4)).toString());
        assertEquals(1, bytes.getInt(68));
        assertEquals(1, bytes.getInt(72));
        assertEquals(1, bytes.getLong(80));
        assertEquals('a', bytes.get(96));
    }
}

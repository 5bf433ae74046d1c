package io.candor.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogEntryCodecTest {
    /** What version 1 wrote: read for ever. One entry a line, kind and payload in hexadecimal digits. */
    private static final Path GOLDEN = Path.of("src", "test", "resources", "event", "log-entries-v1.txt");

    /** What version 2 wrote of decisions; the other kinds have none. */
    private static final Path GOLDEN_TWO = Path.of("src", "test", "resources", "event", "log-entries-v2.txt");

    @Test
    void decode_encoded_isTheSameEntry() {
        for (LogEntry entry : TestEntries.all()) {
            byte[] payload = LogEntryCodec.encode(entry);
            assertEquals(entry, LogEntryCodec.decode(LogEntryCodec.kind(entry), payload));
        }
    }

    @Test
    void actions_coverEveryType() {
        assertEquals(
                List.of(Action.Type.values()),
                TestEntries.ACTIONS.stream().map(Action::type).toList());
    }

    @Test
    void golden_versionOne_isReadAsEver() throws IOException {
        List<String> lines = Files.readAllLines(GOLDEN);
        List<LogEntry> entries = TestEntries.versionOne();
        assertEquals(entries.size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            assertGolden(lines.get(i), entries.get(i), !(entries.get(i) instanceof Decision));
        }
    }

    @Test
    void golden_versionTwo_isReadAndWrittenAsEver() throws IOException {
        List<String> lines = Files.readAllLines(GOLDEN_TWO);
        List<LogEntry> entries =
                TestEntries.all().stream().filter(Decision.class::isInstance).toList();
        assertEquals(entries.size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            assertGolden(lines.get(i), entries.get(i), true);
        }
    }

    private static void assertGolden(String line, LogEntry entry, boolean stillWritten) {
        String[] parts = line.split(" ", -1);
        byte[] payload = HexFormat.of().parseHex(parts[1]);
        assertEquals(entry, LogEntryCodec.decode(Integer.parseInt(parts[0]), payload), line);
        if (stillWritten) {
            assertArrayEquals(payload, LogEntryCodec.encode(entry), line);
        }
    }

    @Test
    void encode_plainClickAndCertainSlate_areCompact() {
        Event click = new Event(
                new UUID(1, 2),
                Subject.user("1234567"),
                "tt0133093",
                new Action.Click(),
                1_772_366_400_000L,
                1_772_366_400_120L,
                OptionalLong.empty(),
                Optional.empty());

        assertEquals(1 + 8 + 9 + 1 + 1 + 16 + 2 + 10, LogEntryCodec.encode(click).length);
    }

    @Test
    void decode_truncatedExtendedOrOtherVersion_isRefused() {
        for (LogEntry entry : TestEntries.all()) {
            int kind = LogEntryCodec.kind(entry);
            byte[] payload = LogEntryCodec.encode(entry);
            for (int length = 0; length < payload.length; length++) {
                byte[] cut = Arrays.copyOf(payload, length);
                assertThrows(IllegalArgumentException.class, () -> LogEntryCodec.decode(kind, cut));
            }
            byte[] longer = Arrays.copyOf(payload, payload.length + 1);
            assertThrows(IllegalArgumentException.class, () -> LogEntryCodec.decode(kind, longer));
            byte[] newer = payload.clone();
            newer[0] = 3;
            assertThrows(IllegalArgumentException.class, () -> LogEntryCodec.decode(kind, newer));
            assertThrows(IllegalArgumentException.class, () -> LogEntryCodec.decode(0, payload));
            assertThrows(IllegalArgumentException.class, () -> LogEntryCodec.decode(5, payload));
        }
    }

    @Test
    void decode_mutatedBytes_throwsNothingElseAndAllocatesLittle() {
        SplittableRandom random = new SplittableRandom(23);
        List<LogEntry> entries = TestEntries.all();
        int refused = 0;
        for (int round = 0; round < 100_000; round++) {
            LogEntry entry = entries.get(random.nextInt(entries.size()));
            byte[] payload = LogEntryCodec.encode(entry);
            for (int i = random.nextInt(4); i >= 0; i--) {
                payload[random.nextInt(payload.length)] = random.nextInt(3) == 0 ? -1 : (byte) random.nextInt(256);
            }
            int kind = random.nextInt(10) == 0 ? 1 + random.nextInt(4) : LogEntryCodec.kind(entry);
            refused += refused(kind, payload) ? 1 : 0;
        }
        assertTrue(refused > 10_000 && refused < 100_000, "refused " + refused);
    }

    @Test
    void decode_countsBeyondThePayload_areRefusedBeforeAnythingIsAllocated() {
        byte[] payload = LogEntryCodec.encode(TestEntries.all().getFirst());
        byte[] huge = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07};
        for (int at = 9; at + huge.length < payload.length; at++) {
            byte[] altered = payload.clone();
            System.arraycopy(huge, 0, altered, at, huge.length);
            refused(LogEntryCodec.EVENT, altered);
            refused(LogEntryCodec.DECISION, altered);
        }
        assertThrows(IllegalArgumentException.class, () -> new EntryInput(huge).text());
        assertThrows(IllegalArgumentException.class, () -> new EntryInput(huge).texts());
    }

    private static boolean refused(int kind, byte[] payload) {
        try {
            LogEntryCodec.decode(kind, payload);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}

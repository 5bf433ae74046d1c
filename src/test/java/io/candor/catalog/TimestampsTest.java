package io.candor.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1970-01-01T00:00:00.001Z, 1",
        "1969-12-31T23:59:59.999Z, -1",
        "1970-01-02, 86400000",
        "1970-01-01T00:00:01, 1000",
        "1970-01-01T01:00:00+01:00, 0",
        "1970-01-01T00:00:00.5Z, 500",
        "0001-01-01T00:00:00Z, -62135596800000",
        "9999-12-31T23:59:59.999Z, 253402300799999"
    })
    void parse_formsThatAreKnown_areTheirMilliseconds(String iso, long millis) {
        assertEquals(OptionalLong.of(millis), Timestamps.parse(iso));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024-02-30T00:00:00Z",
                "2023-02-29T00:00:00.000Z",
                "2024-13-01T00:00:00Z",
                "2024-01-01T24:00:00Z",
                "2024-01-01T00:00:60Z",
                "2024-01-01t00:00:00 ",
                "2024-01-01T00:00:0xZ",
                "2024-01-01T00:00:00,000Z",
                "+024-01-01T00:00:00Z",
                "0000-12-31T23:59:59Z",
                "\u0662\u0660\u0662\u0664-01-01T00:00:00Z"
            })
    void parse_noSuchTime_isEmpty(String iso) {
        assertEquals(OptionalLong.empty(), Timestamps.parse(iso));
    }

    @Test
    void parse_whatFormatWrote_isTheSameAndWhatTheFormatterReads() {
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 10_000; i++) {
            long millis = random.nextLong(Timestamps.MIN_MILLIS, Timestamps.MAX_MILLIS + 1);
            String iso = Timestamps.format(i % 2 == 0 ? millis : millis / 1000 * 1000);
            OptionalLong parsed = Timestamps.parse(iso);
            assertEquals(OffsetDateTime.parse(iso).toInstant().toEpochMilli(), parsed.orElseThrow(), iso);
            assertEquals(iso, Timestamps.format(parsed.orElseThrow()));
        }
    }

    @Test
    void parse_oneCharacterChanged_isWhatTheFormatterSays() {
        SplittableRandom random = new SplittableRandom(8);
        String characters = "0123456789-:.TZ+ x";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? "2024-02-29T23:59:58Z" : "1987-11-30T01:02:03.456Z");
            text.setCharAt(random.nextInt(text.length()), characters.charAt(random.nextInt(characters.length())));
            String iso = text.toString();
            if (iso.endsWith("Z") && iso.charAt(10) == 'T') {
                assertEquals(byFormatter(iso), Timestamps.parse(iso), iso);
            }
        }
    }

    private static OptionalLong byFormatter(String iso) {
        try {
            long millis = OffsetDateTime.parse(iso).toInstant().toEpochMilli();
            return Timestamps.inRange(millis) ? OptionalLong.of(millis) : OptionalLong.empty();
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }
}

package io.candor.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class TimeTextTest {
    private static final Instant TIME = Instant.parse("2013-05-01T12:30:15.250Z");

    @Test
    void parse_numbers_areReadInTheUnitOfTheirMagnitude() {
        long millis = TIME.toEpochMilli();
        check(millis - 250, Long.toString(millis / 1_000));
        check(millis, Long.toString(millis));
        check(millis, millis + "123");
        check(millis, millis + "123456");
        check(millis, millis / 1_000 + ".25");
        check(millis - 250, "1367411415.0");
        check(0, "0");
        check(-86_400_000, "-86400");
    }

    @Test
    void parse_unitBounds_areWhereTheDocumentationSays() {
        check(99_999_999_999_000L, "99999999999");
        check(100_000_000_000L, "100000000000");
        check(99_999_999_999_999L, "99999999999999");
        check(100_000_000_000L, "100000000000000");
        check(100_000_000_000L, "100000000000000000");
    }

    @Test
    void parse_dates_areUtcUnlessTheySayOtherwise() {
        check(Instant.parse("2013-05-01T00:00:00Z").toEpochMilli(), "2013-05-01");
        check(TIME.toEpochMilli(), "2013-05-01T12:30:15.250");
        check(TIME.toEpochMilli(), "2013-05-01 12:30:15.250");
        check(TIME.toEpochMilli(), "2013-05-01T12:30:15.250Z");
        check(TIME.toEpochMilli(), "2013-05-01 14:30:15.25+02:00");
    }

    @Test
    void parse_anythingElse_isNoTime() {
        for (String text : List.of(
                "",
                "x",
                "NaN",
                "Infinity",
                "1e300",
                "2013-13-01",
                "2013-02-30",
                "01/05/2013",
                "12:30",
                "1367411415s")) {
            assertEquals(OptionalLong.empty(), TimeText.parse(text), text);
        }
    }

    private static void check(long millis, String text) {
        assertEquals(OptionalLong.of(millis), TimeText.parse(text), text);
    }
}

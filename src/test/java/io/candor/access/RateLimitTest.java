package io.candor.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
    @Test
    void parse_rate_readsBackWhatFormatWrites() {
        RateLimit limit = RateLimit.parse("50/s", 80);

        assertEquals(new RateLimit(50, 80), limit);
        assertEquals(limit, RateLimit.parse(limit.format(), limit.burst()));
        assertEquals(80, limit.capacity());
    }

    @Test
    void capacity_noBurst_isThatOfASecond() {
        assertEquals(50, RateLimit.parse("50/s", 0).capacity());
        assertFalse(RateLimit.parse("50/s", 0).isUnlimited());
        assertTrue(RateLimit.parse("0/s", 0).isUnlimited());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "50", "50/m", "-1/s", "1.5/s", "1000001/s", " 5/s", "99999999999/s"})
    void parse_anythingElse_isRefused(String rate) {
        assertThrows(IllegalArgumentException.class, () -> RateLimit.parse(rate, 0));
    }
}

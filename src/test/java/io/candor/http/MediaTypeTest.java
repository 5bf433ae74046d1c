package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json;charset=utf-8",
                "application/json ; charset=\"UTF-8\"",
                "application/json; profile=x",
                "application/json;"
            })
    void matches_jsonInUtf8_isTaken(String given) {
        assertTrue(MediaType.matches(given, MediaType.JSON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ";", "text/plain", "application/jsonp", "application/json; charset=utf-16", "application/*"})
    void matches_anythingElse_isNot(String given) {
        assertFalse(MediaType.matches(given, MediaType.JSON));
    }

    @Test
    void matches_missing_isNot() {
        assertFalse(MediaType.matches(null, MediaType.JSON));
    }
}

package io.candor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void toString_neverShowsTheValue() {
        assertEquals("<redacted>", Secret.of("hunter2").toString());
        assertEquals("hunter2", Secret.of("hunter2").reveal());
    }

    @Test
    void equals_comparesValues() {
        assertEquals(Secret.of("a"), Secret.of("a"));
        assertNotEquals(Secret.of("a"), Secret.of("b"));
        assertThrows(IllegalArgumentException.class, () -> Secret.of(""));
    }
}

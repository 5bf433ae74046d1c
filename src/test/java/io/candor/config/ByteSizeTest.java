package io.candor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @Test
    void parse_eachUnit_multipliesBy1024() {
        assertEquals(512, ByteSize.parse("512B").bytes());
        assertEquals(64 * 1024, ByteSize.parse("64KB").bytes());
        assertEquals(2 * 1024 * 1024, ByteSize.parse("2 mb").bytes());
        assertEquals(1L << 30, ByteSize.parse("1GB").bytes());
        assertEquals(1L << 40, ByteSize.parse("1TB").bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "KB", "-1KB", "1.5KB", "1KiB", "1PB", "9999999999TB", "99999999999999999999B"})
    void parse_badText_isRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ByteSize.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0B", "1023B", "1KB", "1025B", "3MB", "1GB", "8388607TB"})
    void toString_ofParsed_isTheSame(String text) {
        assertEquals(text, ByteSize.parse(text).toString());
    }

    @Test
    void toIntExact_beyondInt_isRefused() {
        assertEquals(1 << 30, ByteSize.parse("1GB").toIntExact());
        assertThrows(IllegalArgumentException.class, () -> ByteSize.parse("2GB").toIntExact());
    }
}

package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentDecoderTest {
    @ParameterizedTest
    @CsvSource({"plain,plain", "a%2Fb,a/b", "a%2fb,a/b", "%F0%9F%8E%AC,🎬", "a+b,a+b", "%25,%", "%252F,%2F"})
    void decode_path_decodesOnce(String raw, String expected) {
        assertEquals(Optional.of(expected), PercentDecoder.decode(raw, false));
    }

    @Test
    void decode_query_takesPlusAsSpace() {
        assertEquals(Optional.of("a b+c"), PercentDecoder.decode("a+b%2Bc", true));
    }

    @Test
    void decode_rawUtf8BytesAsLatin1_areTakenAsUtf8() {
        String raw = new String("é".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertEquals(Optional.of("é"), PercentDecoder.decode(raw, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%1", "%zz", "a%2", "%FF", "%C3", "%C0%AF", "%ED%A0%80", "\uFFFD", "%١٢"})
    void decode_notPercentEncodedUtf8_isEmpty(String raw) {
        assertEquals(Optional.empty(), PercentDecoder.decode(raw, false));
    }

    @Test
    void decode_randomText_isWhatWasEncoded() {
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(20); j >= 0; j--) {
                int point = random.nextInt(0x11000);
                text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? 'x' : point);
            }
            assertEquals(
                    Optional.of(text.toString()),
                    PercentDecoder.decode(URLEncoder.encode(text.toString(), StandardCharsets.UTF_8), true));
        }
    }
}

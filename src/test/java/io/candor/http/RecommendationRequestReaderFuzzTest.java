package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random changes to good bodies: whatever comes in, the reader either takes it or refuses it as the sender's fault, with a
 * message and bounded violations; and what it takes is allowed by {@code openapi.yaml}.
 */
class RecommendationRequestReaderFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SEEDS = List.of(
            "{\"user\":\"42\",\"limit\":10,\"properties\":[\"title\"]}",
            "{\"session\":\"s\",\"context\":{\"item\":\"é/🎬\",\"recent\":[\"a\",\"b\"],\"attributes\":{\"d\":\"m\"}}}",
            "{\"filter\":{\"categories\":{\"any\":[\"a\"],\"none\":[\"b\"]},\"attributes\":{\"y\":1999,\"l\":[true]}}}",
            "{\"filter\":{\"published_after\":1715904000000,\"price\":{\"min\":0.5,\"max\":1e3}},\"cursor\":null}",
            "{\"exclude\":[\"x\"],\"exclude_slates\":[\"c1.a.b\"],\"explain\":false,\"variants\":{\"e\":\"v\"}}");
    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "true",
            "-1",
            "1e999",
            "0.1",
            "\"\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"limit\"",
            "\"user\"",
            "\"filter\"",
            "\u0000",
            "\\",
            "\"",
            "99999999999999999999999999",
            "[[[[[[[[[[[[[[[[[[");

    @Test
    void read_mutatedBodies_neverFailsOtherThanAsTheSendersFault() {
        Random random = new Random(20_240_517);
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(4); i >= 0; i--) {
                body = mutate(body, random);
            }
            taken += readOrRefused(body) ? 1 : 0;
        }
        assertTrue(taken > ROUNDS / 100 && taken < ROUNDS, "taken " + taken + " of " + ROUNDS);
    }

    @Test
    void read_takenBodies_areAllowedByTheContract() throws JsonProcessingException {
        OpenApiConformance contract = new OpenApiConformance();
        JsonNode schema = contract.schemaNode("RecommendationRequest");
        Random random = new Random(7);
        int checked = 0;
        for (int round = 0; round < 2_000; round++) {
            byte[] body = mutate(SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8), random);
            if (readOrRefused(body)) {
                String text = new String(body, StandardCharsets.UTF_8);
                contract.checkValue(schema, JSON.readTree(text), text);
                checked++;
            }
        }
        assertTrue(checked > 100, "checked only " + checked);
    }

    private static boolean readOrRefused(byte[] body) {
        try {
            RecommendationRequestReader.read(body, "r", "home", true);
            return true;
        } catch (CandorException e) {
            assertEquals(ErrorCode.Fault.CLIENT, e.code().fault());
            assertFalse(String.valueOf(e.getMessage()).isEmpty());
            assertTrue(e.violations().size() <= Violations.MAX);
            return false;
        }
    }

    private static byte[] mutate(byte[] body, Random random) {
        int at = random.nextInt(body.length + 1);
        int end = Math.min(body.length, at + random.nextInt(8));
        return switch (random.nextInt(4)) {
            case 0 -> join(body, at, new byte[] {(byte) random.nextInt(256)}, Math.min(body.length, at + 1));
            case 1 -> join(body, at, new byte[0], end);
            case 2 -> join(body, at, Arrays.copyOfRange(body, at, end), at);
            default ->
                join(
                        body,
                        at,
                        TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8),
                        random.nextBoolean() ? at : end);
        };
    }

    private static byte[] join(byte[] body, int at, byte[] middle, int from) {
        byte[] joined = Arrays.copyOf(body, at + middle.length + body.length - from);
        System.arraycopy(middle, 0, joined, at, middle.length);
        System.arraycopy(body, from, joined, at + middle.length, body.length - from);
        return joined;
    }
}

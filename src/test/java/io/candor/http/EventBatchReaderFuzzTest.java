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
 * Random changes to good batches: whatever comes in, the reader takes it or refuses it as the sender's fault, each bad event
 * with a message; and what it takes is allowed by {@code openapi.yaml}.
 */
class EventBatchReaderFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> EVENTS = List.of(
            "{\"type\":\"click\",\"token\":\"c1.a.b\",\"item\":\"é/🎬\"}",
            "{\"type\":\"impression\",\"token\":\"c1.a.b\",\"positions\":[1,2,30]}",
            "{\"type\":\"watch\",\"user\":\"u\",\"item\":\"a\",\"value\":{\"watched\":1,\"duration\":2,\"replayed\":true}}",
            "{\"type\":\"purchase\",\"session\":\"s\",\"item\":\"a\",\"value\":{\"quantity\":2,\"price\":0.5},\"ts\":1}",
            "{\"type\":\"rating\",\"user\":\"u\",\"item\":\"a\",\"value\":5,\"ts\":\"2024-05-17\"}",
            "{\"value\":\"tea\",\"type\":\"search\",\"id\":\"0199a0b0-0000-4000-8000-00000000000a\",\"user\":\"u\"}",
            "{\"type\":\"viewable\",\"item\":\"a\",\"user\":\"u\",\"value\":{\"seconds\":1}}");
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
            "\"type\"",
            "\"value\"",
            "\"item\"",
            "\u0000",
            "\\",
            "\"",
            "99999999999999999999999999",
            "[[[[[[[[[[[[[[");

    @Test
    void read_mutatedBatches_neverFailOtherThanAsTheSendersFault() {
        Random random = new Random(20_260_301);
        int drafted = 0;
        int malformed = 0;
        int refused = 0;
        for (int round = 0; round < 30_000; round++) {
            byte[] body = batch(random);
            for (int i = random.nextInt(3); i >= 0; i--) {
                body = mutate(body, random);
            }
            try {
                for (ReadEvent read : new EventBatchReader(8).read(body)) {
                    switch (read) {
                        case ReadEvent.Drafted _ -> drafted++;
                        case ReadEvent.Malformed(String _, String message) -> {
                            assertFalse(message.isEmpty());
                            assertTrue(message.length() < 2_000, message);
                            malformed++;
                        }
                    }
                }
            } catch (CandorException e) {
                assertEquals(ErrorCode.Fault.CLIENT, e.code().fault());
                refused++;
            }
        }
        assertTrue(drafted > 1_000 && malformed > 1_000 && refused > 1_000, drafted + " " + malformed + " " + refused);
    }

    @Test
    void read_draftedEvents_areAllowedByTheContract() throws JsonProcessingException {
        OpenApiConformance contract = new OpenApiConformance();
        JsonNode schema = contract.schemaNode("Event");
        Random random = new Random(7);
        int checked = 0;
        for (int round = 0; round < 3_000; round++) {
            byte[] event = mutate(EVENTS.get(random.nextInt(EVENTS.size())).getBytes(StandardCharsets.UTF_8), random);
            String text = new String(event, StandardCharsets.UTF_8);
            if (isDrafted("[" + text + "]")) {
                contract.checkValue(schema, JSON.readTree(text), text);
                checked++;
            }
        }
        assertTrue(checked > 100, "checked only " + checked);
    }

    private static boolean isDrafted(String batch) {
        try {
            List<ReadEvent> read = new EventBatchReader(8).read(batch.getBytes(StandardCharsets.UTF_8));
            return read.size() == 1 && read.getFirst() instanceof ReadEvent.Drafted;
        } catch (CandorException e) {
            return false;
        }
    }

    private static byte[] batch(Random random) {
        StringBuilder list = new StringBuilder("[");
        for (int i = random.nextInt(4); i >= 0; i--) {
            list.append(EVENTS.get(random.nextInt(EVENTS.size()))).append(i == 0 ? "]" : ",");
        }
        String text = random.nextBoolean() ? list.toString() : "{\"events\":" + list + "}";
        return text.getBytes(StandardCharsets.UTF_8);
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

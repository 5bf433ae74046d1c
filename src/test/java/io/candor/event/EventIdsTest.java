package io.candor.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    @Test
    void parse_anyVersionAndCase_isTaken() {
        UUID id = UUID.fromString("0199a0b0-0000-4000-8000-00000000000a");

        assertEquals(Optional.of(id), EventIds.parse(id.toString()));
        assertEquals(Optional.of(id), EventIds.parse("0199A0B0-0000-4000-8000-00000000000A"));
        assertEquals(Optional.of(new UUID(0, 0)), EventIds.parse("00000000-0000-0000-0000-000000000000"));
    }

    @Test
    void parse_otherText_isEmpty() {
        for (String text : List.of(
                "",
                "1-1-1-1-1",
                "0199a0b0-0000-4000-8000-00000000000g",
                "0199a0b00000-4000-8000-00000000000-0",
                "{0199a0b0-0000-4000-8000-0000000000}",
                "0199a0b0-0000-4000-8000-00000000000a0")) {
            assertTrue(EventIds.parse(text).isEmpty(), text);
        }
    }

    @Test
    void atPosition_isTheNameBasedIdOfRfc9562() {
        // uuid.uuid5(uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "1") of Python
        UUID given = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

        assertEquals(UUID.fromString("b04965e6-a9bb-591f-8f8a-1adcb2c8dc39"), EventIds.atPosition(given, 1));
        assertEquals(5, EventIds.atPosition(given, 2).version());
        assertEquals(2, EventIds.atPosition(given, 2).variant());
        assertNotEquals(EventIds.atPosition(given, 1), EventIds.atPosition(given, 2));
    }
}

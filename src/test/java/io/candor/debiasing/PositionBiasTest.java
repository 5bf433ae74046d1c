package io.candor.debiasing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PositionBiasTest {
    private static final PositionBias BIAS = PositionBias.of(Map.of(
            Place.ANYWHERE,
            List.of(1.0, 0.5, 0.25, 0.2),
            new Place("home", ""),
            List.of(1.0, 0.6, Double.NaN),
            new Place("home", "phone"),
            List.of(1.0, Double.NaN, 0.3)));

    @Test
    void at_positionWithoutNumber_fallsBack() {
        assertEquals(0.3, BIAS.at("home", "phone", 3), "its own");
        assertEquals(0.6, BIAS.at("home", "phone", 2), "of all devices");
        assertEquals(0.25, BIAS.at("home", "tv", 3), "of all placements");
        assertEquals(0.2, BIAS.at("elsewhere", "", 4));
        assertEquals(0.2, BIAS.at("home", "phone", 20), "the nearest above");
        assertEquals(List.of(1.0, 0.6, 0.3), BIAS.curve("home", "phone", 3));
        assertTrue(Double.isNaN(BIAS.known(new Place("home", "phone"), 2)));
    }

    @Test
    void none_anywhere_isOne() {
        assertEquals(1, PositionBias.NONE.at("home", "", 7));
        assertTrue(PositionBias.NONE.isEmpty());
    }

    @Test
    void read_whatWasWritten_isEqual() throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        String text = mapper.writeValueAsString(BIAS.toJson());
        assertEquals(BIAS, PositionBias.read(mapper.readTree(text)));
        ObjectNode report = mapper.createObjectNode();
        report.set("bias", BIAS.toJson());
        assertEquals(BIAS, PositionBias.read(report));
    }

    @Test
    void of_thetaThatIsNone_isRefused() {
        for (double theta : new double[] {0, -1, Double.POSITIVE_INFINITY}) {
            assertThrows(
                    IllegalArgumentException.class, () -> PositionBias.of(Map.of(Place.ANYWHERE, List.of(1.0, theta))));
        }
        assertThrows(IllegalArgumentException.class, () -> PositionBias.read(new ObjectMapper().createObjectNode()));
    }
}

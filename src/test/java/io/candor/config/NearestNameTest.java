package io.candor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    @Test
    void distance_countsEdits() {
        assertEquals(0, NearestName.distance("port", "port"));
        assertEquals(1, NearestName.distance("prot", "port"));
        assertEquals(1, NearestName.distance("por", "port"));
        assertEquals(3, NearestName.distance("kitten", "sitting"));
        assertEquals(4, NearestName.distance("", "port"));
    }

    @Test
    void of_severalCandidates_takesTheClosest() {
        assertEquals(Optional.of("limit"), NearestName.of("limti", List.of("links", "limit", "lift")));
    }

    @Test
    void of_nothingClose_isEmpty() {
        assertEquals(Optional.empty(), NearestName.of("zebra", List.of("port", "limit")));
        assertEquals(Optional.empty(), NearestName.of("zebra", List.of()));
    }
}

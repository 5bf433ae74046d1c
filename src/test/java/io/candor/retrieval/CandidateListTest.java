package io.candor.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CandidateListTest {
    @Test
    void add_sameOrdinalTwice_mergesSourcesAndKeepsTheStrengths() {
        CandidateList list = new CandidateList(4);

        assertEquals(0, list.add(7, 0.5f, Source.SIMILAR));
        assertEquals(0, list.add(7, 0.9f, Source.POPULAR));
        assertEquals(0, list.add(7, 0.2f, Source.POPULAR));

        assertEquals(1, list.size());
        assertEquals(0, list.indexOf(7));
        assertEquals(-1, list.indexOf(8));
        assertEquals(0.5f, list.strength(0, Source.SIMILAR));
        assertEquals(0.9f, list.strength(0, Source.POPULAR));
        assertEquals(0f, list.strength(0, Source.FRESH));
        assertEquals(Source.SIMILAR.bit() | Source.POPULAR.bit(), list.sources(0));
    }

    @Test
    void add_afterClear_forgetsDotAndStrength() {
        CandidateList list = new CandidateList(4);
        list.setDot(list.add(7, 0.5f, Source.SIMILAR), 3);
        list.clear();

        list.add(8, 0.1f, Source.FRESH);

        assertTrue(Float.isNaN(list.dot(0)));
        assertEquals(0f, list.strength(0, Source.SIMILAR));
        assertFalse(list.contains(7));
    }

    @Test
    void add_pastCapacityAndAfterClear_agreesWithLinkedHashMap() {
        Random random = new Random(42);
        CandidateList list = new CandidateList(1);
        for (int round = 0; round < 5; round++) {
            Map<Integer, Integer> expected = new LinkedHashMap<>();
            for (int i = 0; i < 2_000; i++) {
                int ordinal = random.nextInt(1_000);
                Source source = Source.values()[random.nextInt(Source.values().length)];
                list.add(ordinal, i, source);
                expected.merge(ordinal, source.bit(), (a, b) -> a | b);
            }
            int i = 0;
            for (Map.Entry<Integer, Integer> entry : expected.entrySet()) {
                assertEquals(entry.getKey(), list.ordinal(i));
                assertEquals(entry.getValue(), list.sources(i++));
                assertTrue(list.contains(entry.getKey()));
            }
            assertEquals(expected.size(), list.size());
            assertFalse(list.contains(1_000));
            list.clear();
        }
    }

    @Test
    void copy_ofALargerList_isTheSameAndOnItsOwn() {
        CandidateList list = new CandidateList(64);
        for (int i = 0; i < 21; i++) {
            list.setDot(list.add(1000 - 7 * i, i / 21f, Source.values()[i % 7]), i);
        }

        CandidateList copy = list.copy();
        list.clear();

        assertEquals(21, copy.size());
        for (int i = 0; i < 21; i++) {
            assertEquals(i, copy.indexOf(1000 - 7 * i));
            assertEquals(1000 - 7 * i, copy.ordinal(i));
            assertEquals(i, copy.dot(i));
            assertEquals(i / 21f, copy.strength(i, Source.values()[i % 7]));
            assertEquals(Source.values()[i % 7].bit(), copy.sources(i));
        }
        assertFalse(copy.contains(3));
    }
}

package io.candor.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.retrieval.IndexDescription.Cpu;
import org.junit.jupiter.api.Test;

final class GraphRangeTest {
    private static final Cpu EXACT = new Cpu(20, 65);

    @Test
    void cheaper_graphWinsOnlyShallow_endsWhereTheLinesCross() {
        // At k = 40 both cost 35: 20 + 30 × 0.5 and 14 + 30 × 0.7.
        GraphRange range = GraphRange.cheaper(new Cpu(14, 77), EXACT);
        assertEquals(new GraphRange(1, 40), range);
        assertTrue(range.has(1));
        assertTrue(range.has(40));
        assertFalse(range.has(41));
        assertEquals("up to k = 40", range.text());
    }

    @Test
    void cheaper_graphWinsOnlyDeep_beginsWhereTheLinesCross() {
        GraphRange range = GraphRange.cheaper(new Cpu(26, 53), EXACT);
        assertEquals(40, range.from());
        assertFalse(range.has(39));
        assertTrue(range.has(1_000_000));
        assertEquals("from k = 40 on", range.text());
    }

    @Test
    void cheaper_graphWinsAtBothDepths_lastsUntilTheLinesCrossIfTheyDo() {
        assertEquals("at any k", GraphRange.cheaper(new Cpu(10, 50), EXACT).text());
        assertEquals(new GraphRange(1, 190), GraphRange.cheaper(new Cpu(10, 60), EXACT));
        assertEquals(GraphRange.ALL, GraphRange.cheaper(new Cpu(15, 60), EXACT));
    }

    @Test
    void cheaper_graphWinsNowhere_isEmpty() {
        GraphRange range = GraphRange.cheaper(new Cpu(21, 66), EXACT);
        assertTrue(range.isEmpty());
        assertFalse(range.has(1));
        assertFalse(range.has(10));
        assertTrue(GraphRange.cheaper(EXACT, EXACT).isEmpty());
    }

    @Test
    void has_beyondWhatIsConfigurable_isThatOfTheLargest() {
        assertTrue(GraphRange.ALL.has(Integer.MAX_VALUE));
    }

    @Test
    void range_notPositive_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new GraphRange(0, 5));
    }
}

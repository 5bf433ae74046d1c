package io.candor.debiasing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PositionGraphTest {
    @Test
    void of_twoGroupsJoinedWeakly_cutsBetweenThem() {
        PairTally tally = new PairTally();
        for (int[] edge : new int[][] {{0, 1, 9}, {1, 2, 9}, {0, 2, 9}, {2, 3, 2}, {3, 4, 5}, {6, 7, 1}}) {
            join(tally, edge[0], edge[1], edge[2]);
        }
        PositionGraph graph = PositionGraph.of(tally);
        assertEquals(List.of(List.of(1, 2, 3, 4, 5), List.of(6), List.of(7, 8)), graph.components());
        assertEquals(2, graph.cut(), 1e-12);
        assertEquals(List.of(4, 5), graph.cutOff());
    }

    @Test
    void solve_chainOfPairs_multipliesThem() {
        PairTally tally = new PairTally();
        tally.add(0, 1, 4, true);
        tally.add(1, 0, 2, true);
        tally.add(1, 0, 2, false);
        tally.add(1, 2, 3, true);
        tally.add(2, 1, 1, true);
        tally.add(2, 1, 2, false);
        tally.add(3, 4, 1, true);
        tally.add(4, 3, 1, true);
        double[] ln = PairedComparison.solve(tally, (_, _) -> true);
        assertEquals(Math.log(1 / 2.0), ln[1], 1e-6);
        assertEquals(Math.log(1 / 6.0), ln[2], 1e-6);
        assertTrue(Double.isNaN(ln[3]) && Double.isNaN(ln[4]), "nothing connects them with the first");
    }

    @Test
    void of_oneDirectionOnly_joinsNothing() {
        PairTally tally = new PairTally();
        tally.add(0, 1, 1, true);
        assertEquals(List.of(List.of(1), List.of(2)), PositionGraph.of(tally).components());
    }

    private static void join(PairTally tally, int a, int b, int clicks) {
        tally.add(a, b, clicks / 2.0, true);
        tally.add(b, a, clicks / 2.0, true);
    }
}

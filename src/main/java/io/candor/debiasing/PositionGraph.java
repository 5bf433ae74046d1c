package io.candor.debiasing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Which positions chance has connected: an edge joins two positions between which items moved, and weighs what was clicked of
 * them. θ is known, up to a common factor, within a component and nowhere else.
 *
 * @param components positions from 1, ascending, the component of the first position first; every position is in one
 * @param cut the least that all comparisons across some division of the first component rest on, in weighted clicks; infinite when it
 *     is one position
 * @param cutOff the smaller side of that division, positions from 1
 */
public record PositionGraph(List<List<Integer>> components, double cut, List<Integer> cutOff) {
    static PositionGraph of(PairTally tally) {
        int n = tally.positions();
        int[] component = new int[n];
        Arrays.fill(component, -1);
        List<List<Integer>> components = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            if (component[k] < 0) {
                flood(tally, k, components.size(), component);
                int of = components.size();
                components.add(numbered(n, position -> component[position] == of));
            }
        }
        if (n == 0 || components.getFirst().size() == 1) {
            return new PositionGraph(components, Double.POSITIVE_INFINITY, List.of());
        }
        return cut(tally, components);
    }

    private static void flood(PairTally tally, int from, int number, int[] component) {
        component[from] = number;
        for (int k = 0; k < component.length; k++) {
            if (component[k] < 0 && tally.connected(from, k)) {
                flood(tally, k, number, component);
            }
        }
    }

    /** Source: Stoer and Wagner, "A simple min-cut algorithm", Journal of the ACM 1997. */
    private static PositionGraph cut(PairTally tally, List<List<Integer>> components) {
        List<Integer> nodes = components.getFirst();
        int n = nodes.size();
        double[][] weight = new double[n][n];
        List<List<Integer>> merged = new ArrayList<>();
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                weight[a][b] = a == b ? 0 : tally.clicks(nodes.get(a) - 1, nodes.get(b) - 1);
            }
            merged.add(new ArrayList<>(List.of(nodes.get(a))));
        }
        List<Integer> left = new ArrayList<>(numbered(n, _ -> true));
        double least = Double.POSITIVE_INFINITY;
        List<Integer> side = List.of();
        while (left.size() > 1) {
            int[] last = order(left, weight);
            int s = last[0];
            int t = last[1];
            double phase = 0;
            for (int node : left) {
                phase += node - 1 == t ? 0 : weight[t][node - 1];
            }
            if (phase < least) {
                least = phase;
                side = List.copyOf(merged.get(t));
            }
            merged.get(s).addAll(merged.get(t));
            left.remove(Integer.valueOf(t + 1));
            for (int node : left) {
                weight[s][node - 1] += weight[t][node - 1];
                weight[node - 1][s] = weight[s][node - 1];
            }
        }
        List<Integer> smaller = side.size() * 2 <= n ? side : without(nodes, side);
        return new PositionGraph(components, least, smaller.stream().sorted().toList());
    }

    /** Returns the last two nodes in the order in which each is the one tied closest to those before. */
    private static int[] order(List<Integer> left, double[][] weight) {
        double[] tied = new double[weight.length];
        List<Integer> rest = new ArrayList<>(left);
        int[] last = {0, rest.getFirst() - 1};
        while (!rest.isEmpty()) {
            int next = rest.getFirst();
            for (int node : rest) {
                next = tied[node - 1] > tied[next - 1] ? node : next;
            }
            rest.remove(Integer.valueOf(next));
            last[0] = last[1];
            last[1] = next - 1;
            for (int node : rest) {
                tied[node - 1] += weight[next - 1][node - 1];
            }
        }
        return last;
    }

    private static List<Integer> without(List<Integer> all, List<Integer> some) {
        return all.stream().filter(each -> !some.contains(each)).toList();
    }

    /** Returns those of 1 to n whose index from 0 is taken. */
    private static List<Integer> numbered(int n, IntPredicate taken) {
        List<Integer> list = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            if (taken.test(k)) {
                list.add(k + 1);
            }
        }
        return List.copyOf(list);
    }
}

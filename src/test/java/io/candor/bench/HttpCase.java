package io.candor.bench;

import io.candor.retrieval.RetrievalConfig.Mode;
import java.util.List;

/**
 * What is asked of a server, and how it is set up.
 *
 * @param name of the row
 * @param explores whether slates are drawn (Plackett–Luce, floor 0.1, 200 candidates)
 * @param remembers whether the profiles of those who ask are in memory; else the database is asked for each
 * @param loops event loops: the processors that the JVM is told of
 * @param projects whether slates come into the database meanwhile
 */
record HttpCase(
        String name,
        int items,
        int dims,
        Mode index,
        boolean explores,
        boolean remembers,
        int loops,
        boolean projects) {
    /** Users that ask; their ids have the same length. */
    static final int FIRST_USER = 10_000;

    static final int LAST_USER = 19_999;
    /** Users enough to find hardly any profile in a cache of 64 KB. */
    static final HttpCase BASE = new HttpCase("base", 100_000, 64, Mode.EXACT, true, true, 2, false);

    /** Returns the base, and the base with one thing changed at a time. */
    static List<HttpCase> all() {
        HttpCase base = BASE;
        return List.of(
                base,
                base.ofItems("10 k items", 10_000),
                base.ofItems("1 M items", 1_000_000),
                new HttpCase("128 dims", base.items, 128, base.index, true, true, base.loops, false),
                new HttpCase("graph", base.items, base.dims, Mode.HNSW, true, true, base.loops, false),
                new HttpCase("greedy", base.items, base.dims, base.index, false, true, base.loops, false),
                new HttpCase("profile missed", base.items, base.dims, base.index, true, false, base.loops, true),
                new HttpCase("1 event loop", base.items, base.dims, base.index, true, true, 1, false),
                new HttpCase("projecting", base.items, base.dims, base.index, true, true, base.loops, true));
    }

    private HttpCase ofItems(String changed, int count) {
        return new HttpCase(changed, count, dims, index, explores, remembers, loops, projects);
    }

    BenchBundle bundle() {
        return new BenchBundle(items, LAST_USER + 1, dims, index);
    }

    /** Returns what its configuration has beside the ports. */
    String yaml() {
        String exploration = explores ? "{policy: plackett_luce, floor: 0.1, candidates: 200}" : "{policy: greedy}";
        String cache = remembers ? "128MB" : "64KB";
        return "placements: {home: {exploration: " + exploration + "}}\nprofiles: {cache: {max_size: " + cache + "}}\n";
    }
}

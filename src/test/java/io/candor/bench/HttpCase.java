package io.candor.bench;

import io.candor.retrieval.RetrievalConfig.Mode;
import java.util.List;
import java.util.Locale;

/**
 * What is asked of a server, and how it is set up.
 *
 * @param name of the row
 * @param explores whether slates are drawn (Plackett–Luce, floor 0.1, 200 candidates)
 * @param recalls whether what a slate was made from is remembered for who asks again; else it is searched and ranked every time
 * @param knows whether the profiles of those who ask are in memory; else the database is asked for each
 * @param loops event loops: the processors that the JVM is told of
 * @param projects whether slates come into the database meanwhile
 */
record HttpCase(
        String name,
        int items,
        int dims,
        Mode index,
        boolean explores,
        boolean recalls,
        boolean knows,
        int loops,
        boolean projects) {
    /** Users that ask; their ids have the same length. */
    static final int FIRST_USER = 10_000;

    /** As many as an event loop remembers slates of. */
    private static final int KNOWN_USERS = 1_000;
    /** Enough to find hardly any of them in a cache of 64 KB. */
    private static final int ALL_USERS = 10_000;

    static final HttpCase BASE = new HttpCase("base", 100_000, 64, Mode.AUTO, true, true, true, 2, false);
    static final HttpCase SEARCHED = searched("searched", BASE.items, BASE.dims, BASE.index);
    static final HttpCase LARGE = searched("searched, 1 M items", 1_000_000, BASE.dims, BASE.index);

    /** Returns the base, and the base with one thing changed at a time; what is about the search with the search. */
    static List<HttpCase> all() {
        HttpCase base = BASE;
        return List.of(
                base,
                SEARCHED,
                searched("searched, 10 k items", 10_000, base.dims, base.index),
                LARGE,
                searched("searched, 128 dims", base.items, 128, base.index),
                searched("searched, exact", base.items, base.dims, Mode.EXACT),
                searched("searched, graph", base.items, base.dims, Mode.HNSW),
                new HttpCase("greedy", base.items, base.dims, base.index, false, true, true, base.loops, false),
                new HttpCase("1 event loop", base.items, base.dims, base.index, true, true, true, 1, false),
                new HttpCase("projecting", base.items, base.dims, base.index, true, true, true, base.loops, true),
                new HttpCase(
                        "unknown profiles", base.items, base.dims, base.index, true, true, false, base.loops, true));
    }

    private static HttpCase searched(String name, int items, int dims, Mode index) {
        return new HttpCase(name, items, dims, index, true, false, true, 2, false);
    }

    int lastUser() {
        return FIRST_USER + (knows ? KNOWN_USERS : ALL_USERS) - 1;
    }

    BenchBundle bundle() {
        return new BenchBundle(items, FIRST_USER + ALL_USERS, dims, index);
    }

    /** Returns what its configuration has beside the ports. */
    String yaml() {
        return String.format(
                Locale.ROOT,
                """
                placements: {home: {exploration: %s}}
                serving: {remembered_candidates: %d}
                profiles: {cache: {max_size: %s}}
                """,
                explores ? "{policy: plackett_luce, floor: 0.1, candidates: 200}" : "{policy: greedy}",
                recalls ? KNOWN_USERS : 0,
                knows ? "128MB" : "64KB");
    }
}

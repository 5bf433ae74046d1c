package io.candor.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Which index a bundle has and what was measured when it was built: the {@code index} part of the manifest.
 *
 * @param kind {@code exact}, {@code scan} or {@code hnsw}
 * @param reason why, one sentence
 * @param depths at which the graph answers; not empty for {@code hnsw}
 * @param queries how many vectors were measured with
 * @param queriesFrom {@code users}, or {@code items} when the model has no users
 * @param exact what was measured of the exact index
 * @param scan what was measured of the scan that stops early, and answers where the graph does not; empty when that is the exact one
 * @param graph what was measured of the graph, empty when none was built
 */
record IndexDescription(
        String kind,
        String reason,
        GraphRange depths,
        int queries,
        String queriesFrom,
        Exact exact,
        Optional<Scan> scan,
        Optional<Graph> graph) {
    /** @param cpu what a query costs */
    record Exact(Cpu cpu) {}

    /**
     * @param cosines that nothing is taken to exceed
     * @param recallAt10 against the exact index
     * @param recallAt100 against the exact index
     * @param cpu what a query costs
     */
    record Scan(ScanCosines cosines, double recallAt10, double recallAt100, Cpu cpu) {}

    /**
     * @param degree largest number of neighbours
     * @param ef candidates kept, for k = 10 and k = 100
     * @param recallAt10 against the exact index
     * @param recallAt100 against the exact index
     * @param cpu what a query costs
     * @param reachable share of rows that can be reached at all, by tenth of the rows, largest norms first
     */
    record Graph(int degree, EfPair ef, double recallAt10, double recallAt100, Cpu cpu, List<Double> reachable) {}

    /**
     * Mean CPU time of a query.
     *
     * @param microsAt10 for k = 10, µs
     * @param microsAt100 for k = 100, µs
     */
    record Cpu(double microsAt10, double microsAt100) {
        /** Returns whether it is not above another one at either depth. */
        boolean isBelow(Cpu other) {
            return microsAt10 <= other.microsAt10 && microsAt100 <= other.microsAt100;
        }
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("kind", kind).put("reason", reason).put("queries", queries).put("queries_from", queriesFrom);
        if (kind.equals("hnsw")) {
            json.put("hnsw_from_k", depths.from()).put("hnsw_to_k", depths.to());
        }
        put(json.putObject("exact"), exact.cpu());
        scan.ifPresent(s -> putScan(json.putObject("scan"), s));
        graph.ifPresent(g -> putGraph(json.putObject("hnsw"), g));
        return json;
    }

    private static void putScan(ObjectNode json, Scan scan) {
        json.put("cosine_10", scan.cosines().rows().at10())
                .put("cosine_100", scan.cosines().rows().at100())
                .put("rest_cosine_10", scan.cosines().rests().at10())
                .put("rest_cosine_100", scan.cosines().rests().at100())
                .put("recall_10", scan.recallAt10())
                .put("recall_100", scan.recallAt100());
        put(json, scan.cpu());
    }

    private static void putGraph(ObjectNode json, Graph graph) {
        json.put("degree", graph.degree())
                .put("ef_10", graph.ef().at10())
                .put("ef_100", graph.ef().at100())
                .put("recall_10", graph.recallAt10())
                .put("recall_100", graph.recallAt100());
        put(json, graph.cpu());
        graph.reachable().forEach(json.putArray("reachable_by_norm_decile")::add);
    }

    private static void put(ObjectNode json, Cpu cpu) {
        json.put("cpu_micros_10", cpu.microsAt10()).put("cpu_micros_100", cpu.microsAt100());
    }

    /** Returns the kind a manifest names, empty when it describes no index. */
    static Optional<String> kindOf(JsonNode json) {
        return json.path("kind").isTextual() ? Optional.of(json.path("kind").textValue()) : Optional.empty();
    }

    /** Returns the cosines by which a manifest's scan goes; {@link ScanCosines#EXACT}, where it has none. */
    static ScanCosines cosinesOf(JsonNode json) {
        JsonNode scan = json.path("scan");
        return scan.isObject() ? new ScanCosines(pair(scan, "cosine_"), pair(scan, "rest_cosine_")) : ScanCosines.EXACT;
    }

    private static CosinePair pair(JsonNode scan, String prefix) {
        return new CosinePair((float) scan.path(prefix + "10").asDouble(), (float)
                scan.path(prefix + "100").asDouble());
    }

    /** Returns the depths at which the graph answers: all, where a manifest with a graph does not say. */
    static GraphRange rangeOf(JsonNode json) {
        int from = json.path("hnsw_from_k").asInt();
        int to = json.path("hnsw_to_k").asInt();
        return from > 0 && to > 0 ? new GraphRange(from, to) : GraphRange.ALL;
    }

    /** Returns the calibrated ef of a manifest, empty when it has none. */
    static Optional<EfPair> efOf(JsonNode json) {
        JsonNode graph = json.path("hnsw");
        int at10 = graph.path("ef_10").asInt();
        int at100 = graph.path("ef_100").asInt();
        return at10 > 0 && at100 > 0 ? Optional.of(new EfPair(at10, at100)) : Optional.empty();
    }
}

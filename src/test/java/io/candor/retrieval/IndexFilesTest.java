package io.candor.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.FactorMatrix;
import io.candor.retrieval.RetrievalConfig.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Building index files, and opening them again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IndexFilesTest {
    private static final int ROWS = 1200;

    private final SplittableRandom random = new SplittableRandom(3);
    private final FactorMatrix items = Factors.clustered(ROWS, 32, 0.6, random);
    private final FactorMatrix users = Factors.clustered(100, 32, 0.3, random);

    private Path withGraph = Path.of("");
    private JsonNode descriptionWithGraph = JsonNodeFactory.instance.objectNode();
    private Path directory = Path.of("");

    @BeforeAll
    void buildGraph(@TempDir Path shared) throws IOException {
        withGraph = shared;
        descriptionWithGraph = new IndexBuilder(RetrievalConfig.defaults().withIndex(Mode.HNSW), line -> {})
                .build(items, users, shared);
    }

    @BeforeEach
    void takeDirectory(@TempDir Path fresh) {
        directory = fresh;
    }

    @Test
    void open_builtAsAuto_smallCatalogueIsExactAndAnswersAlike() throws IOException {
        JsonNode description = build(Mode.AUTO, items);
        assertEquals("exact", description.path("kind").asText(), description.toString());
        assertFalse(Files.exists(directory.resolve("index.hnsw")), "no time is spent on a graph");
        CandidateIndex index = open(Mode.AUTO, items, description);
        for (int q = 0; q < 50; q++) {
            ScanIndexTest.assertSameAsBruteForce(index, items, Factors.row(users, q), null, 100);
        }
    }

    @Test
    void open_builtAsHnsw_holdsTheTargetWithoutBuildingAgain() {
        directory = withGraph;
        JsonNode description = descriptionWithGraph;
        assertEquals("hnsw", description.path("kind").asText());
        assertTrue(description.at("/hnsw/recall_100").asDouble() >= 0.98, description.toString());
        assertEquals(10, description.at("/hnsw/reachable_by_norm_decile").size());
        CandidateIndex index = open(Mode.AUTO, items, description);
        assertEquals("hnsw", index.kind());
        CandidateIndex exact = open(Mode.EXACT, items, description);
        assertEquals("exact", exact.kind());
        QuerySample sample = QuerySample.of(items, users, 100);
        assertTrue(Truth.of(sample, exact, 100).recallOf(index).mean() >= 0.97);
    }

    /** A graph of products has no edges to rows of small norm; they are the best for queries that point away from all rows. */
    @Test
    void build_recallOutOfReach_isRefused() {
        FactorMatrix positive = mapped(Factors.clustered(800, 16, 1, random), Math::abs);
        FactorMatrix away = mapped(positive, value -> -value);
        RetrievalConfig config = new RetrievalConfig(Mode.HNSW, 0.9, 0, 200, 50);
        CandorException refused = assertThrows(
                CandorException.class, () -> new IndexBuilder(config, line -> {}).build(positive, away, directory));
        assertEquals(ErrorCode.INDEX_BELOW_RECALL, refused.code());
        assertFalse(Files.exists(directory.resolve("index.hnsw")));
    }

    private static FactorMatrix mapped(FactorMatrix rows, DoubleUnaryOperator value) {
        float[] flat = new float[rows.rows() * rows.dims()];
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, flat, i * rows.dims());
        }
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) value.applyAsDouble(flat[i]);
        }
        return FactorMatrix.ofRows(flat, rows.dims());
    }

    @Test
    void open_noGraphButDemanded_saysSo() throws IOException {
        JsonNode description = build(Mode.EXACT, items);
        CandorException refused = assertThrows(CandorException.class, () -> open(Mode.HNSW, items, description));
        assertEquals(ErrorCode.BUNDLE_MISSING, refused.code());
    }

    @Test
    void open_bundleWithoutIndex_servesExactFromMemory() {
        CandidateIndex index = open(Mode.AUTO, items, JsonNodeFactory.instance.objectNode());
        ScanIndexTest.assertSameAsBruteForce(index, items, Factors.row(users, 0), null, 10);
    }

    @Test
    void open_otherFactors_isCorrupt() throws IOException {
        JsonNode description = build(Mode.EXACT, items);
        FactorMatrix others = Factors.clustered(ROWS, 32, 0.6, new SplittableRandom(4));
        CandorException refused = assertThrows(CandorException.class, () -> open(Mode.AUTO, others, description));
        assertEquals(ErrorCode.BUNDLE_CORRUPT, refused.code());
        FactorMatrix fewer = Factors.clustered(ROWS - 1, 32, 0.6, random);
        refused = assertThrows(CandorException.class, () -> open(Mode.AUTO, fewer, description));
        assertTrue(String.valueOf(refused.getMessage()).contains("1200"), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "index.exact, 0",
        "index.exact, 3",
        "index.exact, 50",
        "index.hnsw, 0",
        "index.hnsw, 3",
        "index.hnsw, 50"
    })
    void open_truncatedFile_isCorrupt(String name, int percent) throws IOException {
        JsonNode description = build(Mode.HNSW, items);
        Path file = directory.resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length * percent / 100));
        CandorException refused = assertThrows(CandorException.class, () -> open(Mode.AUTO, items, description));
        assertEquals(ErrorCode.BUNDLE_CORRUPT, refused.code());
    }

    @ParameterizedTest
    @CsvSource({"2, BUNDLE_TOO_OLD", "4, BUNDLE_TOO_NEW"})
    void open_exactIndexOfAnotherVersion_saysWhich(byte version, ErrorCode code) throws IOException {
        JsonNode description = build(Mode.EXACT, items);
        Path file = directory.resolve("index.exact");
        byte[] bytes = Files.readAllBytes(file);
        bytes[8] = version;
        Files.write(file, bytes);
        CandorException refused = assertThrows(CandorException.class, () -> open(Mode.AUTO, items, description));
        assertEquals(code, refused.code());
    }

    @Test
    void open_missingFile_isCorrupt() throws IOException {
        JsonNode description = build(Mode.EXACT, items);
        Files.delete(directory.resolve("index.exact"));
        CandorException refused = assertThrows(CandorException.class, () -> open(Mode.AUTO, items, description));
        assertEquals(ErrorCode.BUNDLE_CORRUPT, refused.code());
    }

    @Test
    void open_graphForSomeDepths_leavesTheOthersToTheExactIndex() {
        directory = withGraph;
        ObjectNode shallow = descriptionWithGraph.deepCopy();
        shallow.put("hnsw_to_k", 20);
        shallow.remove("scan");
        ((ObjectNode) shallow.path("hnsw")).put("ef_10", 1).put("ef_100", 1);
        CandidateIndex index = open(Mode.AUTO, items, shallow);
        QuerySample sample = QuerySample.of(items, users, 100);
        CandidateIndex exact = open(Mode.EXACT, items, shallow);
        assertTrue(
                Truth.of(sample, exact, 20).recallOf(index).mean() < 1,
                "the graph answers, with an ef that is too small");
        assertEquals(1, Truth.of(sample, exact, 21).recallOf(index).mean());
        CandidateIndex demanded = open(Mode.HNSW, items, shallow);
        assertTrue(Truth.of(sample, exact, 21).recallOf(demanded).mean() < 1);
    }

    @Test
    void open_scanThatStopsEarly_doesSoUnlessExactIsAskedFor() throws IOException {
        ObjectNode description = (ObjectNode) build(Mode.EXACT, items);
        description.set("scan", cosines(0.2));
        CandidateIndex index = open(Mode.AUTO, items, description);
        CandidateIndex exact = open(Mode.EXACT, items, description);
        assertEquals("scan", index.kind());
        assertEquals("exact", exact.kind());
        assertTrue(Truth.of(QuerySample.of(items, users, 100), exact, 100)
                        .recallOf(index)
                        .mean()
                < 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cosine_10", "cosine_100", "rest_cosine_10", "rest_cosine_100"})
    void open_scanWithoutACosine_isCorrupt(String missing) throws IOException {
        ObjectNode description = (ObjectNode) build(Mode.EXACT, items);
        ObjectNode scan = cosines(0.2);
        scan.remove(missing);
        description.set("scan", scan);
        CandorException refused = assertThrows(CandorException.class, () -> open(Mode.AUTO, items, description));
        assertEquals(ErrorCode.BUNDLE_CORRUPT, refused.code());
    }

    private static ObjectNode cosines(double all) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("cosine_10", all)
                .put("cosine_100", all)
                .put("rest_cosine_10", all)
                .put("rest_cosine_100", all);
    }

    @Test
    void open_graphWithoutDepths_answersAtAny() {
        directory = withGraph;
        ObjectNode older = descriptionWithGraph.deepCopy();
        older.remove(List.of("hnsw_from_k", "hnsw_to_k"));
        assertEquals(GraphRange.ALL, IndexDescription.rangeOf(older));
        assertEquals("hnsw", open(Mode.AUTO, items, older).kind());
    }

    @Test
    void build_noUsers_measuresWithItems() throws IOException {
        FactorMatrix none = FactorMatrix.ofRows(new float[0], 32);
        JsonNode description = new IndexBuilder(RetrievalConfig.defaults(), line -> {}).build(items, none, directory);
        assertEquals("items", description.path("queries_from").asText());
    }

    private JsonNode build(Mode mode, FactorMatrix rows) throws IOException {
        return new IndexBuilder(RetrievalConfig.defaults().withIndex(mode), line -> {}).build(rows, users, directory);
    }

    private CandidateIndex open(Mode mode, FactorMatrix rows, JsonNode description) {
        FakeSnapshot snapshot = new FakeSnapshot(rows, directory, description);
        return IndexReader.open(snapshot, RetrievalConfig.defaults().withIndex(mode));
    }
}

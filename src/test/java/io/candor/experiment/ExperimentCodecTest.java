package io.candor.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExperimentCodecTest {
    private static final String FULL = "{'id':'floor','layer':'ranking','coverage':0.5,'enabled':true,"
            + "'placements':['home','similar'],'targeting':{'subjects':['user'],"
            + "'all':[{'attribute':'device','values':['phone','tablet']}],'any':[{'attribute':'a','values':['b']}],"
            + "'none':[{'attribute':'c','values':['d']}]},"
            + "'variants':[{'id':'control','weight':1},{'id':'explore','weight':2.5,'overrides':{'exploration':"
            + "{'policy':'plackett_luce','temperature':1.0,'floor':0.1},'ranking':{'deep':{'er':[1,'x',true,{'y':2.5}]}},"
            + "'model':'m-1','limit':20}}],'control':'explore','salt':'säl\\u0074','hashing':'candor',"
            + "'namespace':{'start':0.25,'end':0.5},'holdout':0.05,'metrics':['ctr','watch_seconds','purchase_share'],"
            + "'guardrails':[{'metric':'hide_per_unit','direction':'down','tolerated_loss':0.02}],"
            + "'starts_at':'2026-01-01T00:00:00Z','ends_at':1800000000000,'hypothesis':'more','description':'less'}";

    @Test
    void encode_fullDocument_roundTrips() {
        Experiment experiment = Documents.document(FULL);
        Experiment again = ExperimentCodec.read(ExperimentCodec.encode(experiment), "floor", new ArrayList<>())
                .orElseThrow();
        assertEquals(experiment, again);
        assertEquals(
                Optional.of(new SegmentRange(2_500, 5_000)), again.bucketing().namespace());
        assertEquals(1_800_000_000_000L, again.audience().endsAt().getAsLong());
        assertEquals(20L, again.variants().get(1).overrides().get("limit"));
    }

    @Test
    void encode_allotted_roundTrips() {
        AllottedExperiment first = Documents.allotted(FULL, List.of());
        AllottedExperiment experiment = Documents.allotted(FULL.replace("'weight':2.5", "'weight':3"), List.of(first));
        assertEquals(experiment, ExperimentCodec.decode(ExperimentCodec.encode(experiment)));
        assertEquals(2, experiment.epochs().size());
    }

    @Test
    void read_smallestDocument_defaults() {
        Experiment experiment = ExperimentCodec.read(
                        Documents.bytes("{'variants':[{'id':'a'}]}"), "e", new ArrayList<>())
                .orElseThrow();
        assertEquals("e", experiment.id());
        assertEquals(new Bucketing("default", "e", Hashing.CANDOR, Optional.empty(), 1, 0), experiment.bucketing());
        assertEquals(Audience.ALL, experiment.audience());
        assertEquals("a", experiment.control());
        assertEquals(List.of(Metric.ctr()), experiment.measurement().metrics());
        assertEquals(Map.of(), experiment.variants().getFirst().overrides());
    }

    @Test
    void read_manyProblems_reportsAllWithTheirPaths() {
        List<Violation> violations = Documents.violations("{'id':'No good','layer':'','coverage':1.5,'enabled':'yes',"
                + "'holdout':-1,'placments':['home'],'targeting':{'subjects':['robot'],'all':[{'values':[]}]},"
                + "'variants':[{'id':'a','weight':-1,'overrides':{'x':null}},{'id':'a'},{'id':'holdout'},{}],"
                + "'control':'z','hashing':'md5','namespace':{'start':0.5,'end':0.50001},'metrics':['ctrr'],"
                + "'guardrails':[{'direction':'left'}],'starts_at':'soon'}");
        List<String> fields =
                violations.stream().map(Violation::field).distinct().sorted().toList();
        assertEquals(
                List.of(
                        "control",
                        "coverage",
                        "enabled",
                        "guardrails[0].direction",
                        "guardrails[0].metric",
                        "hashing",
                        "holdout",
                        "id",
                        "layer",
                        "metrics[0]",
                        "namespace.end",
                        "placments",
                        "starts_at",
                        "targeting.all[0].attribute",
                        "targeting.all[0].values",
                        "targeting.subjects[0]",
                        "variants[0].overrides.x",
                        "variants[0].weight",
                        "variants[1].id",
                        "variants[2].id",
                        "variants[3].id"),
                fields);
        assertTrue(violations.contains(new Violation("placments", "unknown field, did you mean placements?")));
        assertTrue(violations.contains(new Violation("metrics[0]", "there is no metric \"ctrr\", did you mean ctr?")));
        assertTrue(violations.contains(new Violation("coverage", "must be a number from 0 to 1, was 1.5")));
    }

    @Test
    void read_otherIdThanInThePath_refused() {
        List<Violation> violations = new ArrayList<>();
        ExperimentCodec.read(Documents.bytes("{'id':'a','variants':[{'id':'x'}]}"), "b", violations);
        assertEquals(List.of(new Violation("id", "must be \"b\" as in the path, was \"a\"")), violations);
        assertEquals(List.of(new Violation("id", "is missing")), Documents.violations("{'variants':[{'id':'x'}]}"));
    }

    @Test
    void read_boundsOfOverrides_refused() {
        String deep = "{'x':".repeat(9) + "1" + "}".repeat(9);
        assertEquals(
                "must not be nested deeper than 8 levels",
                Documents.violations("{'id':'e','variants':[{'id':'a','overrides':" + deep + "}]}")
                        .getFirst()
                        .message());
        StringBuilder wide = new StringBuilder("{'x':[1");
        wide.append(",1".repeat(256)).append("]}");
        assertEquals(
                List.of(new Violation("variants[0].overrides", "must have at most 256 values, has 258")),
                Documents.violations("{'id':'e','variants':[{'id':'a','overrides':" + wide + "}]}"));
        StringBuilder many = new StringBuilder("{'id':'e','variants':[{'id':'v0'}");
        for (int i = 1; i <= ExperimentCodec.MAX_VARIANTS; i++) {
            many.append(",{'id':'v").append(i).append("'}");
        }
        assertEquals(
                "must have at most 16 entries, has 17",
                Documents.violations(many + "]}").getFirst().message());
    }

    @Test
    void read_sdkHashingWithHoldout_refused() {
        assertEquals(
                List.of(new Violation("holdout", "must be 0 with hashing growthbook, whose SDKs know of none")),
                Documents.violations("{'id':'e','hashing':'growthbook','holdout':0.1,'variants':[{'id':'a'}]}"));
    }

    @Test
    void read_notOneDocument_malformed() {
        for (String json : List.of("", "{", "{} {}", "{'id':'a','id':'b'}", "[".repeat(100))) {
            CandorException refused = assertThrows(CandorException.class, () -> Documents.violations(json), json);
            assertEquals(ErrorCode.MALFORMED_JSON, refused.code());
        }
        assertEquals(
                new Violation("", "must be an object, was a list"),
                Documents.violations("[]").getFirst());
    }

    @Test
    void check_placementsAndOverrides_reportedWithTheirPaths() {
        Experiment experiment = Documents.document("{'id':'e','placements':['home','simlar'],"
                + "'variants':[{'id':'a'},{'id':'b','overrides':{'limit':0}}]}");
        List<Violation> violations = new ArrayList<>();
        ExperimentRules.check(
                experiment,
                List.of("home", "similar"),
                (placement, overrides) -> List.of(new Violation("limit", "must be 1 to 100 on " + placement)),
                violations);
        assertEquals(
                List.of(
                        new Violation("placements[1]", "there is no placement \"simlar\", did you mean \"similar\"?"),
                        new Violation("variants[1].overrides.limit", "must be 1 to 100 on home")),
                violations);
    }

    @Test
    void write_document_oneLineOfJson() {
        String json = new String(ExperimentCodec.encode(Documents.document(FULL)), StandardCharsets.UTF_8);
        assertTrue(json.startsWith("{\"id\":\"floor\",\"layer\":\"ranking\",\"coverage\":0.5,\"enabled\":true,"), json);
        assertTrue(json.contains("\"salt\":\"sält\""), json);
        assertTrue(json.indexOf('\n') < 0);
    }
}

package io.candor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.candor.dataset.HoldoutCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that make and judge bundles, one after the other, on a small generated file of ratings. */
final class TrainEvaluateImportTest {
    private static final int GROUPS = 5;
    private static final int ITEMS = 100;
    private static final int USERS = 300;

    @TempDir
    private static Path directory;

    private static Path ratings = Path.of("");
    private static Path bundle = Path.of("");
    private static JsonNode trained = NullNode.instance;

    @BeforeAll
    static void train() throws IOException {
        ratings = Files.writeString(directory.resolve("ratings.csv"), generated());
        bundle = directory.resolve("bundle");
        trained = CommandRun.json(
                "train", "--ratings", ratings, "--out", bundle, "--set", "dims=8", "--version-name", "v1");
    }

    @Test
    void train_json_saysWhatTheBundleIs() {
        assertEquals("v1", trained.path("version").asText());
        assertEquals("ials", trained.path("algorithm").asText());
        assertEquals(bundle.toString(), trained.path("bundle").asText());
        assertEquals(ITEMS, trained.path("items").asInt());
        assertEquals(USERS, trained.path("users").asInt());
        assertEquals(8, trained.path("dims").asInt());
        assertEquals(8, trained.path("hyperparameters").path("dims").asInt());
        for (String metric : List.of("HR@10", "nDCG@10", "Recall@10", "HR@20", "MRR", "coverage@10", "loss")) {
            assertTrue(trained.path("metrics").path(metric).isNumber(), metric + " in " + trained);
        }
        assertTrue(trained.path("index").path("kind").isTextual(), trained.toString());
    }

    @Test
    void evaluate_json_hasModelAndControlsAndAgreesWithTraining() {
        JsonNode judged = CommandRun.json("evaluate", "--bundle", bundle, "--k", "5,10");

        assertEquals("v1", judged.path("model").asText());
        assertEquals("full", judged.path("ranking").asText());
        assertEquals(USERS, judged.path("users").asInt());
        assertEquals(0, judged.path("users_without_history").asInt(-1));
        assertEquals(ITEMS, judged.path("items").asInt());
        for (String metric : List.of("HR@5", "HR@10", "nDCG@10", "Recall@10", "coverage@10", "MRR")) {
            for (String ranking : List.of("metrics", "popularity", "shuffled")) {
                double value = judged.path(ranking).path(metric).asDouble(-1);
                assertTrue(value >= 0 && value <= 1, ranking + " " + metric + " in " + judged);
            }
            JsonNode interval = judged.path("intervals").path(metric);
            double mean = judged.path("metrics").path(metric).asDouble();
            assertEquals(2, interval.size());
            assertTrue(interval.path(0).asDouble() <= mean
                    && mean <= interval.path(1).asDouble());
        }
        double hits = judged.path("metrics").path("HR@10").asDouble();
        assertEquals(trained.path("metrics").path("HR@10").asDouble(), hits, 1e-9);
        assertTrue(hits > 2 * judged.path("popularity").path("HR@10").asDouble(), judged.toString());
        assertTrue(hits > 2 * judged.path("shuffled").path("HR@10").asDouble(), judged.toString());
        assertEquals(judged, CommandRun.json("evaluate", "--bundle", bundle, "--k", "5,10"), "a function of the seed");
    }

    @Test
    void evaluate_againstAnotherBundle_comparesOverTheSameUsers() {
        Path popular = directory.resolve("rival");
        CommandRun.json(
                "train", "--ratings", ratings, "--out", popular, "--algorithm", "popularity", "--version-name", "pop");
        JsonNode judged = CommandRun.json("evaluate", "--bundle", bundle, "--against", popular);
        JsonNode against = judged.path("against");
        assertEquals("pop", against.path("model").asText());
        assertEquals(
                judged.path("popularity").path("HR@10"), against.path("metrics").path("HR@10"));
        JsonNode difference = against.path("differences").path("HR@10");
        double expected = judged.path("metrics").path("HR@10").asDouble()
                - judged.path("popularity").path("HR@10").asDouble();
        assertEquals(expected, difference.path("value").asDouble(), 1e-12);
        assertTrue(difference.path("lo").asDouble() > 0, difference.toString());
        assertTrue(difference.path("p").asDouble() < 0.01, difference.toString());
        CommandRun table = CommandRun.of("evaluate", "--bundle", bundle, "--against", popular);
        assertTrue(table.out().contains("difference"), table.out());
    }

    @Test
    void evaluate_againstaBundleThatMayKnowTheHeldOut_isRefused() {
        Path other = directory.resolve("other-split");
        CommandRun.json("train", "--ratings", ratings, "--out", other, "--split", "random", "--set", "dims=2");
        refused(ExitCode.INPUT, "with the same split", "evaluate", "--bundle", bundle, "--against", other);
    }

    @Test
    void evaluate_sampled_saysSo() {
        CommandRun run = CommandRun.of("evaluate", "--bundle", bundle, "--sampled", "20");
        assertTrue(run.err().contains("ranked among 20 sampled items"), run.err());
        JsonNode judged = CommandRun.json("evaluate", "--bundle", bundle, "--sampled", "20");
        assertEquals("sampled", judged.path("ranking").asText());
        assertEquals(20, judged.path("sampled_items").asInt());
        double full = CommandRun.json("evaluate", "--bundle", bundle)
                .path("metrics")
                .path("HR@10")
                .asDouble();
        assertTrue(judged.path("metrics").path("HR@10").asDouble() > full);
    }

    @Test
    void evaluate_report_isOneFileThatNeedsNoNetwork() throws IOException {
        Path report = directory.resolve("report.html");
        CommandRun.json("evaluate", "--bundle", bundle, "--report", report);
        String html = Files.readString(report);
        assertTrue(html.contains("Evaluation of v1") && html.contains("nDCG@10"), html.substring(0, 500));
        assertEquals(3, html.split("data:image/png;base64,", -1).length - 1);
        assertFalse(html.contains("http"), "asks the network");
    }

    @Test
    void evaluate_table_showsModelBesideControls() {
        CommandRun run = CommandRun.of("evaluate", "--bundle", bundle);
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertTrue(run.out().contains("HR@10") && run.out().contains("popularity"), run.out());
    }

    @Test
    void evaluate_popularity_equalsItsControl() {
        Path popular = directory.resolve("popular");
        CommandRun.json("train", "--ratings", ratings, "--out", popular, "--algorithm", "popularity");
        JsonNode judged = CommandRun.json("evaluate", "--bundle", popular);
        assertEquals(judged.path("popularity"), judged.path("metrics"));
        assertEquals(judged.path("shuffled"), judged.path("metrics"));
    }

    @Test
    void train_everyAlgorithm_beatsPopularityWhereTasteIsClear() {
        for (String algorithm : List.of("mf", "bpr", "hybrid", "itemknn")) {
            Path out = directory.resolve("by-" + algorithm);
            JsonNode told = CommandRun.json(
                    "train", "--ratings", ratings, "--out", out, "--algorithm", algorithm, "--set", "dims=8");
            assertEquals(algorithm, told.path("algorithm").asText());
            JsonNode judged = CommandRun.json("evaluate", "--bundle", out);
            double hits = judged.path("metrics").path("HR@10").asDouble();
            if (algorithm.equals("mf")) {
                assertTrue(told.path("metrics").path("RMSE").asDouble() < 2, told.toString());
            } else {
                assertTrue(hits > 2 * judged.path("popularity").path("HR@10").asDouble(), algorithm + " " + judged);
            }
        }
    }

    @Test
    void train_patience_learnsAnewInAsManyPassesAsValidationSays() {
        CommandRun run = CommandRun.of(
                "train",
                "--ratings",
                ratings,
                "--out",
                directory.resolve("stopped"),
                "--algorithm",
                "bpr",
                "--set",
                "dims=8",
                "--set",
                "patience=1",
                "--set",
                "epochs=30",
                "--set",
                "learning_rate=0.2");
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertTrue(run.err().contains("by nDCG@10 on a validation split"), run.err());
        assertTrue(run.err().matches("(?s).*training bpr in ([1-9]|[12][0-9]) passes on.*"), run.err());
    }

    @Test
    void train_checkpointIntervalThatIsNone_isRefused() {
        refused(
                ExitCode.USAGE,
                "--checkpoint-interval",
                "train",
                "--ratings",
                ratings,
                "--out",
                directory.resolve("never"),
                "--checkpoint-interval",
                "soon");
    }

    @Test
    void evaluate_nobodyHeldOut_isRefused() throws IOException {
        Path few = Files.writeString(directory.resolve("few.csv"), "u1,a,1\nu2,b,1\n");
        Path small = directory.resolve("small");
        CommandRun.json("train", "--ratings", few, "--out", small, "--set", "dims=2");
        refused(ExitCode.INPUT, "holds nobody out", "evaluate", "--bundle", small);
    }

    @Test
    void evaluate_badInput_exitsWithItsCodeAndNoStackTrace() throws IOException {
        refused(ExitCode.USAGE, "--k must be at least 1, was 0", "evaluate", "--bundle", bundle, "--k", "0");
        refused(ExitCode.USAGE, "--k", "evaluate", "--bundle", bundle, "--k", "ten");
        refused(ExitCode.USAGE, "--sampled must be", "evaluate", "--bundle", bundle, "--sampled", "-1");
        refused(ExitCode.USAGE, "--bootstrap must be", "evaluate", "--bundle", bundle, "--bootstrap", "0");
        refused(ExitCode.USAGE, "--bundle", "evaluate");
        refused(ExitCode.INPUT, "absent", "evaluate", "--bundle", directory.resolve("absent"));
        Path damaged = copied(bundle, "damaged");
        byte[] bytes = Files.readAllBytes(damaged.resolve(HoldoutCodec.FILE));
        bytes[40] ^= 1;
        Files.write(damaged.resolve(HoldoutCodec.FILE), bytes);
        refused(ExitCode.INPUT, HoldoutCodec.FILE, "evaluate", "--bundle", damaged);
    }

    @Test
    void train_badInput_exitsWithItsCodeAndNoStackTrace() throws IOException {
        Path out = directory.resolve("never");
        Path bad = Files.writeString(directory.resolve("bad.csv"), "user,item,rating\nu,i,x\n");
        refused(ExitCode.INPUT, "line 2", "train", "--ratings", bad, "--out", out);
        refused(ExitCode.INPUT, "absent", "train", "--ratings", directory.resolve("absent"), "--out", out);
        refused(ExitCode.USAGE, "did you mean dims?", "train", "--ratings", ratings, "--out", out, "--set", "dim=8");
        refused(ExitCode.USAGE, "dims must be", "train", "--ratings", ratings, "--out", out, "--set", "dims=0");
        refused(ExitCode.USAGE, "--set", "train", "--ratings", ratings, "--out", out, "--set", "dims");
        refused(ExitCode.USAGE, "no split 'x'", "train", "--ratings", ratings, "--out", out, "--split", "x");
        refused(ExitCode.USAGE, "'als'", "train", "--ratings", ratings, "--out", out, "--algorithm", "als");
        refused(ExitCode.USAGE, "--ratings", "train", "--out", out);
        refused(ExitCode.INPUT, "no interaction", "train", "--ratings", ratings, "--out", out, "--set", "min_value=9");
        assertFalse(Files.exists(out));
    }

    @Test
    void train_someBadLines_areNamedOnStandardError() throws IOException {
        Path mixed = Files.writeString(directory.resolve("mixed.csv"), "u,a,1\nu,b,x\n" + "v,a,y\n".repeat(20));
        CommandRun run = CommandRun.of("train", "--ratings", mixed, "--out", directory.resolve("mixed"));
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        assertTrue(run.err().contains("read 1 rows, comma-separated, left out 21"), run.err());
        assertTrue(run.err().contains("  line 2: value \"x\" is not a finite number"), run.err());
        assertTrue(run.err().contains("  and 11 more"), run.err());
    }

    @Test
    void train_whereABundleIs_isRefusedBeforeAnythingIsTrained() {
        CommandRun run = refused(ExitCode.USAGE, "exists already", "train", "--ratings", ratings, "--out", bundle);
        assertFalse(run.err().contains("training"), run.err());
    }

    @Test
    void train_attributes_reachTheBundle() throws IOException {
        Path attributes = Files.writeString(
                directory.resolve("items.jsonl"),
                "{\"id\":\"i1\",\"categories\":[\"odd\"]}\n\n{\"id\":\"unknown\",\"categories\":[\"x\"]}\n");
        Path out = directory.resolve("described");
        CommandRun.json(
                "train",
                "--ratings",
                ratings,
                "--out",
                out,
                "--attributes",
                attributes,
                "--set",
                "dims=4",
                "--set",
                "epochs=1");
        assertTrue(everyFileOf(out).contains("odd"));
        assertFalse(everyFileOf(out).contains("unknown"));
        Path broken = Files.writeString(directory.resolve("broken.jsonl"), "{\"id\":\"i1\"}\n{\n");
        refused(
                ExitCode.INPUT,
                "line 2",
                "train",
                "--ratings",
                ratings,
                "--out",
                directory.resolve("none"),
                "--attributes",
                broken);
    }

    @Test
    void import_vectors_givesABundleThatKeepsNoHoldout() throws IOException {
        Path items = Files.writeString(directory.resolve("items.csv"), "a,1,0\nb,0,2\nbad,1\n");
        Path users = Files.writeString(directory.resolve("users.csv"), "u,3,4\n");
        Path out = directory.resolve("imported");

        JsonNode report = CommandRun.json(
                "import", "--items", items, "--users", users, "--out", out, "--version-name", "imported-1");

        assertEquals("imported-1", report.path("version").asText());
        assertEquals(2, report.path("items").path("rows").asInt());
        assertEquals(2, report.path("items").path("dims").asInt());
        assertEquals(1, report.path("items").path("rejected").asInt());
        assertTrue(report.path("items").path("rejects").path(0).asText().startsWith("line 3: "), report.toString());
        assertEquals(1, report.path("users").path("rows").asInt());
        assertEquals(5, report.path("users").path("norms").path(2).asDouble(), 1e-6);
        refused(ExitCode.INPUT, "keeps no held-out part", "evaluate", "--bundle", out);
    }

    @Test
    void import_badInput_exitsWithItsCodeAndNoStackTrace() throws IOException {
        Path out = directory.resolve("nothing");
        Path good = Files.writeString(directory.resolve("good.csv"), "a,1,0\nb,0,2\nc,1\n");
        Path empty = Files.writeString(directory.resolve("empty.csv"), "");
        refused(ExitCode.INPUT, "no usable item vector", "import", "--items", empty, "--out", out);
        refused(ExitCode.INPUT, "line 3", "import", "--items", good, "--out", out, "--strict");
        refused(ExitCode.INPUT, "absent.csv", "import", "--items", directory.resolve("absent.csv"), "--out", out);
        refused(ExitCode.USAGE, "exists already", "import", "--items", good, "--out", bundle);
        refused(ExitCode.USAGE, "--items", "import", "--out", out);
        assertFalse(Files.exists(out));
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(
                    List.of(),
                    left.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("."))
                            .toList(),
                    "no staging directory is left");
        }
    }

    private static CommandRun refused(int exitCode, String said, Object... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertEquals(exitCode, run.exitCode(), run.err());
        assertTrue(run.err().contains(said), run.err());
        assertFalse(run.err().contains("\tat "), run.err());
        return run;
    }

    private static Path copied(Path from, String name) throws IOException {
        Path to = Files.createDirectory(directory.resolve(name));
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private static String everyFileOf(Path bundle) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(bundle)) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    /** Returns ratings of users who each like one group of items, and a few others. */
    private static String generated() {
        SplittableRandom random = new SplittableRandom(77);
        StringBuilder text = new StringBuilder("user,item,rating,timestamp\n");
        for (int user = 0; user < USERS; user++) {
            int group = user % GROUPS;
            for (int k = 0; k < 12; k++) {
                int item = k == 0 ? random.nextInt(ITEMS) : group + GROUPS * random.nextInt(ITEMS / GROUPS);
                text.append("u%d,i%d,%d,%d\n".formatted(user, item, random.nextInt(1, 6), 1_000_000 + k));
            }
        }
        return text.toString();
    }
}

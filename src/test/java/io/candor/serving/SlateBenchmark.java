package io.candor.serving;

import io.candor.bench.BenchBundle;
import io.candor.event.Decision;
import io.candor.event.LogEntryCodec;
import io.candor.event.Subject;
import io.candor.exploration.ExplorationConfig;
import io.candor.exploration.Policy;
import io.candor.profile.Profile;
import io.candor.retrieval.RetrievalConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A drawn slate of 20 from 200 candidates of 20,000 items, without HTTP; and its record in the log. */
@State(Scope.Thread)
public class SlateBenchmark {
    private static final int USERS = 1_000;

    /** Slates that are remembered: all of them, or none. */
    @Param({"1000", "0"})
    public int remembered;

    private PipelineFixture pipeline = pipeline(ServingConfig.defaults());
    private Path directory = Path.of("");
    private int turn;

    private static PipelineFixture pipeline(ServingConfig config) {
        return new PipelineFixture(System::nanoTime, PipelineFixture.CLOCK, config, drawing(), 200);
    }

    private static PlacementConfig drawing() {
        PlacementConfig base = PlacementConfig.defaults();
        return new PlacementConfig(
                20,
                base.sources(),
                base.context(),
                base.ranking(),
                new ExplorationConfig(Policy.PLACKETT_LUCE, 1, 0.1, 0.1, 1, 200, 0),
                base.challenger(),
                base.model(),
                base.deadline());
    }

    @Setup
    public void prepare() throws IOException {
        ServingConfig base = ServingConfig.defaults();
        pipeline = pipeline(new ServingConfig(
                base.profileDeadline(),
                base.maxProfileLoads(),
                base.maxItemChanges(),
                remembered,
                base.rememberedFor()));
        directory = Files.createTempDirectory("candor-slate");
        Path bundle = directory.resolve("bundle");
        new BenchBundle(20_000, USERS, 64, RetrievalConfig.Mode.EXACT).write(bundle, note -> {});
        pipeline.serve(bundle);
    }

    @TearDown
    public void close() throws IOException {
        pipeline.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Draft retrieved() {
        String user = "user-" + turn++ % USERS;
        RecommendationRequest request = PipelineFixture.plainRequest("home", user, 20);
        return pipeline.retrieval.retrieve(request, Asker.known(Profile.empty(Subject.user(user))));
    }

    /** From the request to the candidates. */
    @Benchmark
    public int retrieve() {
        try (Draft draft = retrieved()) {
            return draft.candidates().size();
        }
    }

    /** From the request to the slate with its token; the decision is made, and not written. */
    @Benchmark
    public String slate() {
        pipeline.decisions.clear();
        try (Slate slate = pipeline.ranking.rank(retrieved())) {
            return slate.token();
        }
    }

    /** The decision of a slate as bytes. */
    @Benchmark
    public byte[][] encodeDecision() {
        if (pipeline.decisions.isEmpty()) {
            slate();
        }
        Decision decision = pipeline.decisions.getFirst();
        return LogEntryCodec.parts(decision);
    }
}

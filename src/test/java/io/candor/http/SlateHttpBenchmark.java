package io.candor.http;

import io.candor.model.TestBundles;
import io.candor.serving.PipelineFixture;
import io.candor.serving.PlacementConfig;
import io.candor.serving.RecommendationRequest;
import io.candor.serving.ServingConfig;
import io.candor.serving.Slate;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A request for a slate read from its bytes, and a slate of 20 written as an answer. */
@State(Scope.Thread)
public class SlateHttpBenchmark {
    private static final String ID = "01932c07-1f3e-7a52-9d3b-5a0f6a1b2c3d";
    private static final byte[] PLAIN = bytes("{\"user\":\"user-10000\",\"limit\":20}");
    private static final byte[] FILTERED = bytes("""
            {"user":"user-10000","session":"s-81f3","limit":20,"context":{"item":"item-17","recent":["item-3","item-9"],
            "attributes":{"device":"mobile","country":"at"}},"filter":{"categories":["c1","c3"],"price":{"max":40}},
            "exclude":["item-5","item-6"],"properties":["title"]}
            """);

    private final PipelineFixture pipeline = new PipelineFixture(
            System::nanoTime, InstantSource.system(), ServingConfig.defaults(), PlacementConfig.defaults(), 200);
    private final SlateWriter writer = new SlateWriter();
    private Path directory = Path.of("");
    private @Nullable Slate slate;

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Setup
    public void prepare() throws IOException {
        directory = Files.createTempDirectory("candor-render");
        pipeline.serve(TestBundles.write(directory.resolve("bundle"), 2_000, 100, 16, 1));
        slate = pipeline.slate(PipelineFixture.plainRequest("home", "user-1", 20));
    }

    @TearDown
    public void close() throws IOException {
        shown().close();
        pipeline.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Slate shown() {
        if (slate == null) {
            throw new IllegalStateException("not prepared");
        }
        return slate;
    }

    @Benchmark
    public RecommendationRequest parsePlain() {
        return RecommendationRequestReader.read(PLAIN, ID, "home", true);
    }

    @Benchmark
    public RecommendationRequest parseFiltered() {
        return RecommendationRequestReader.read(FILTERED, ID, "home", true);
    }

    @Benchmark
    public Buffer render() {
        return writer.write(shown(), List.of(), false);
    }
}

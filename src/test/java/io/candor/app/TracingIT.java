package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.app.OtlpCollector.Span;
import io.candor.app.TestServer.Answer;
import io.candor.serving.Stage;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.PostgresExtension;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Spans as a collector gets them, over HTTP. */
@ExtendWith(PostgresExtension.class)
final class TracingIT {
    private static final String SLATES = "/v1/placements/home/recommendations";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final int QUEUE = 512;

    @TempDir
    private Path directory;

    @Test
    void slate_withASampledParent_isOneSpanWithItsStagesInside(DatabaseAddress database) throws Exception {
        try (OtlpCollector collector = new OtlpCollector();
                TestServer server = server(database, collector, 0)) {
            assertEquals(
                    200,
                    server.recommend("home", "{\"user\":\"user-not-to-be-told\"}")
                            .status());
            traced(server, "00-" + TRACE.replace('4', '5') + "-" + PARENT + "-00");
            Answer answer = traced(server, "00-" + TRACE + "-" + PARENT + "-01");

            server.await("the spans are there", () -> collector.spans().size() >= 1 + Stage.values().length);
            List<Span> spans = collector.spans();
            assertEquals(1 + Stage.values().length, spans.size(), "what is not sampled is not told");
            assertTrue(spans.stream().allMatch(span -> span.traceId().equals(TRACE)), spans::toString);
            Span request = spans.stream()
                    .filter(span -> span.parentId().equals(PARENT))
                    .findFirst()
                    .orElseThrow();
            assertEquals("POST /v1/placements/{placement}/recommendations", request.name());
            assertEquals("200", request.attributes().get("http.response.status_code"));
            assertEquals(answer.text("request_id"), request.attributes().get("candor.request_id"));
            assertEquals("home", request.attributes().get("candor.placement"));
            assertEquals("m", request.attributes().get("candor.model"));
            assertStagesFollowEachOther(request, spans);
            assertFalse(collector.raw().contains("user-not-to-be-told"), "a trace names no user");
        }
    }

    private static void assertStagesFollowEachOther(Span request, List<Span> spans) {
        List<Span> stages = spans.stream()
                .filter(span -> span.parentId().equals(request.spanId()))
                .sorted(Comparator.comparingLong(Span::start).thenComparingLong(Span::end))
                .toList();
        assertEquals(
                Arrays.stream(Stage.values()).map(Stage::wire).toList(),
                stages.stream().map(Span::name).toList());
        long begun = request.start();
        for (Span stage : stages) {
            assertEquals(begun, stage.start(), stage.name());
            assertTrue(stage.end() >= stage.start(), stage.name());
            begun = stage.end();
        }
        assertTrue(begun <= request.end(), "the stages lie within the request");
    }

    @Test
    void collector_thatDoesNotAnswer_holdsUpNothingAndLosesSpans(DatabaseAddress database) throws Exception {
        try (OtlpCollector collector = new OtlpCollector();
                TestServer server = server(database, collector, 1)) {
            collector.hold();
            int slates = 400;
            for (int i = 0; i < slates; i++) {
                assertEquals(
                        200, server.recommend("home", "{\"user\":\"user-1\"}").status());
            }
            collector.letGo();
            server.await("some spans are there", () -> collector.spans().size() >= QUEUE);
            int all = slates * (1 + Stage.values().length);
            assertTrue(collector.spans().size() < all, "the queue is bounded");
            assertEquals(200, server.recommend("home", "{\"user\":\"user-1\"}").status());
        }
    }

    private Answer traced(TestServer server, String traceparent) throws Exception {
        Answer answer =
                server.callWithHeader("traceparent", traceparent, "POST", SLATES, "{\"user\":\"user-not-to-be-told\"}");
        assertEquals(200, answer.status());
        return answer;
    }

    private TestServer server(DatabaseAddress database, OtlpCollector collector, double ratio) throws Exception {
        TracingConfig tracing = new TracingConfig(Optional.of(collector.endpoint()), ratio, QUEUE);
        TestServer server = TestServer.start(directory, database, tracing);
        server.offer("m", 200, 1);
        server.awaitModel("m");
        return server;
    }
}

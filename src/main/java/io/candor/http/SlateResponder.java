package io.candor.http;

import io.candor.serving.RecommendationRequest;
import io.candor.serving.Slate;
import io.candor.serving.Stage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Asks for a slate and answers with it, or with what failed. Belongs to one event loop. */
final class SlateResponder {
    private static final Stage[] STAGES = Stage.values();

    private final SlateService slates;
    private final long deadlineNanos;
    private final ApiRuntime runtime;
    private final SlateWriter writer = new SlateWriter();
    private final long[] ends = new long[STAGES.length];

    SlateResponder(SlateService slates, Duration deadline, ApiRuntime runtime) {
        this.slates = slates;
        this.deadlineNanos = deadline.toNanos();
        this.runtime = runtime;
    }

    void respond(RoutingContext context, RecommendationRequest request) {
        answer(context, request).onComplete(body -> Answers.json(context, body), context::fail);
    }

    /** Returns the answer to a request. */
    Future<Buffer> answer(RoutingContext context, RecommendationRequest request) {
        Exchange exchange = Exchange.of(context);
        long parsed = runtime.nanoTime().getAsLong();
        return slates.recommend(request, exchange.receivedNanos() + deadlineNanos)
                .map(slate -> render(exchange, parsed, request, slate));
    }

    private Buffer render(Exchange exchange, long parsed, RecommendationRequest request, Slate slate) {
        try (slate) {
            runtime.metrics().slate(slate);
            Buffer body = writer.write(slate, request.properties(), request.explain());
            staged(exchange, parsed, request, slate);
            return body;
        }
    }

    private void staged(Exchange exchange, long parsed, RecommendationRequest request, Slate slate) {
        for (Stage stage : STAGES) {
            ends[stage.ordinal()] = slate.endNanos(stage);
        }
        ends[Stage.PARSE.ordinal()] = parsed;
        ends[Stage.RENDER.ordinal()] = runtime.nanoTime().getAsLong();
        runtime.metrics().staged(exchange.startNanos(), ends);
        if (runtime.traces().on()) {
            exchange.traced(new SlateTrace(request.placement(), slate, ends));
        }
    }
}

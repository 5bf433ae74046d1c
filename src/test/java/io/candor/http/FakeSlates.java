package io.candor.http;

import io.candor.catalog.AttributeValue;
import io.candor.catalog.Item;
import io.candor.catalog.TimeWindow;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.serving.RecommendationRequest;
import io.candor.serving.Slate;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Knows the placements {@code home} and {@code similar}, and the items {@code item-0} to {@code item-199}. */
final class FakeSlates implements SlateService {
    private volatile @Nullable RecommendationRequest last;
    final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    volatile Function<RecommendationRequest, Future<Slate>> behaviour = this::answer;

    @Override
    public Future<Slate> recommend(RecommendationRequest request, long deadlineNanos) {
        last = request;
        asked.incrementAndGet();
        return behaviour.apply(request);
    }

    /** Returns how many requests came. */
    int asked() {
        return asked.get();
    }

    /** Returns the request that came last. */
    RecommendationRequest last() {
        return Objects.requireNonNull(last, "no request came");
    }

    Future<Slate> answer(RecommendationRequest request) {
        if (!request.placement().equals("home") && !request.placement().equals(RecommendationRequest.SIMILAR)) {
            return Future.failedFuture(new CandorException(
                    ErrorCode.PLACEMENT_NOT_FOUND, "there is no placement \"" + request.placement() + "\""));
        }
        if (request.placement().equals(RecommendationRequest.SIMILAR)
                && request.contextItem().startsWith("missing")) {
            return Future.failedFuture(new CandorException(ErrorCode.ITEM_NOT_FOUND, "there is no such item"));
        }
        int limit = request.limit() == 0 ? 5 : request.limit();
        List<Item> items =
                IntStream.range(0, limit).mapToObj(i -> film("item-" + i)).toList();
        Optional<String> degraded =
                request.user().equals("late") ? Optional.of("retrieval_deadline") : Optional.empty();
        return Future.succeededFuture(
                new FakeSlate(request.requestId(), items, degraded, limit < 100 ? "next" : "", closed));
    }

    static Item film(String id) {
        return new Item(
                id,
                List.of("Action"),
                List.of("Wachowski"),
                OptionalLong.of(922_838_400_000L),
                OptionalDouble.empty(),
                true,
                TimeWindow.ALWAYS,
                List.of(),
                0,
                Map.of("title", new AttributeValue.Text("The \"Matrix\" 🐇"), "year", new AttributeValue.Numeric(1999)),
                List.of());
    }
}

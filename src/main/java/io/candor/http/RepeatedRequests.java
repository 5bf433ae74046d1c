package io.candor.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Answers a request that is sent again under its own id with the answer it got, so that a retry neither shows another slate
 * nor is logged as another one. Kept for a while, by this process, unless it is very long; a replica that does not know the answer draws by the same
 * seed. Thread-safe.
 */
public final class RepeatedRequests {
    private static final long MOST_BYTES = 32 << 20;
    private static final int BYTES_BESIDE = 512;
    private static final int MOST_ANSWER_BYTES = 256 << 10;
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final Cache<String, Known> known = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((String id, Known entry) -> entry.bytes())
            .expireAfterWrite(KEPT)
            .build();

    private final HttpMetrics metrics;

    public RepeatedRequests(HttpMetrics metrics) {
        this.metrics = metrics;
    }

    /** What was asked, and the answer once it is there. */
    private static final class Known {
        private final String placement;
        private final byte[] body;
        private final Promise<Buffer> answer = Promise.promise();

        Known(String placement, byte[] body) {
            this.placement = placement;
            this.body = body;
        }

        int bytes() {
            Future<Buffer> made = answer.future();
            return BYTES_BESIDE
                    + body.length
                    + (made.succeeded() ? made.result().length() : 0);
        }
    }

    /**
     * Returns the answer to a request, made now when it was not before. What fails may be tried again.
     *
     * @param body as it was sent; not modified
     * @param make makes the answer
     * @throws CandorException INVALID_REQUEST when another request had the same id
     */
    Future<Buffer> answer(String requestId, String placement, byte[] body, Supplier<Future<Buffer>> make) {
        Known mine = new Known(placement, body);
        Known first = known.asMap().putIfAbsent(requestId, mine);
        if (first == null) {
            made(make)
                    .onFailure(failure -> known.asMap().remove(requestId, mine))
                    .onComplete(mine.answer::complete, mine.answer::fail);
            return mine.answer.future().onSuccess(answer -> weigh(requestId, mine, answer));
        }
        if (!first.placement.equals(placement) || !Arrays.equals(first.body, body)) {
            throw new CandorException(
                    ErrorCode.INVALID_REQUEST,
                    "the request is another one than that which had this id before",
                    List.of(new Violation("request_id", "must be new, or repeat the same request")));
        }
        metrics.repeated();
        return first.answer.future();
    }

    /** Has the answer weighed too, now that it is there; one that is too long is not kept. */
    private void weigh(String requestId, Known mine, Buffer answer) {
        if (answer.length() > MOST_ANSWER_BYTES) {
            known.asMap().remove(requestId, mine);
        } else {
            known.asMap().replace(requestId, mine, mine);
        }
    }

    private static Future<Buffer> made(Supplier<Future<Buffer>> make) {
        try {
            return make.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}

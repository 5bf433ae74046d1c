package io.candor.http;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.jspecify.annotations.Nullable;

/**
 * The last handler of every request that failed: answers with a problem document, whatever failed it. The text of an
 * exception that is not ours goes to the log, never to the client.
 */
final class ProblemHandler implements Handler<RoutingContext> {
    private static final Logger LOG = LogManager.getLogger(ProblemHandler.class);
    // 200 stands here because that is what the body reader fails with when the client goes away.
    private static final int[] STATUSES = {
        200, 400, 401, 403, 404, 405, 406, 408, 413, 414, 415, 417, 429, 431, 500, 503
    };
    private static final long LINGER_MILLIS = 2_000;
    /** A body of less than 100,000 bytes is short. */
    private static final int SHORT_BODY_DIGITS = 5;

    private final RequestIds ids;

    ProblemHandler(RequestIds ids) {
        this.ids = ids;
    }

    void mount(Router router) {
        for (int status : STATUSES) {
            router.errorHandler(status, this);
        }
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.headWritten()) {
            return;
        }
        Exchange exchange = Exchange.find(context);
        String requestId = exchange == null ? ids.next() : exchange.requestId();
        CandorException problem = problemOf(context, exchange == null ? Long.MAX_VALUE : exchange.bodyLimitBytes());
        if (ProblemStatus.of(problem.code()) == 500) {
            log(requestId, problem, context.failure());
        }
        respond(context.request(), problem, requestId);
        leaveNoUnreadBody(context.request(), context.vertx());
    }

    private static void log(String requestId, CandorException problem, @Nullable Throwable failure) {
        ThreadContext.put(AccessLog.REQUEST_ID, requestId);
        try {
            LOG.error("request {} failed: {}", requestId, problem.getMessage(), failure);
        } finally {
            ThreadContext.remove(AccessLog.REQUEST_ID);
        }
    }

    static void respond(HttpServerRequest request, CandorException problem, String requestId) {
        respond(request, problem, requestId, ProblemWriter.write(problem, requestId));
    }

    static void respond(HttpServerRequest request, ProblemWriter.Prepared problem, String requestId) {
        respond(request, problem.problem(), requestId, problem.of(requestId));
    }

    private static void respond(HttpServerRequest request, CandorException problem, String requestId, Buffer body) {
        HttpServerResponse response = request.response();
        int retryAfterSeconds = ProblemStatus.retryAfterSeconds(problem.code());
        if (retryAfterSeconds > 0 && !response.headers().contains(HttpHeaders.RETRY_AFTER)) {
            response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfterSeconds));
        }
        response.setStatusCode(ProblemStatus.of(problem.code()))
                .putHeader(RequestGate.REQUEST_ID, requestId)
                .putHeader(HttpHeaders.CACHE_CONTROL, Answers.NO_STORE)
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemWriter.MEDIA_TYPE);
        if (problem.code() == ErrorCode.REQUEST_TOO_SLOW) {
            response.putHeader(HttpHeaders.CONNECTION, RequestGate.CLOSE)
                    .end(body)
                    .onComplete(told -> request.connection().close());
        } else {
            response.end(body);
        }
    }

    private static CandorException problemOf(RoutingContext context, long bodyLimitBytes) {
        if (context.failure() instanceof CandorException problem) {
            return expected(problem);
        }
        return switch (context.statusCode()) {
            case 404 -> RouteMismatch.notFound(context.request());
            case 413 ->
                new CandorException(ErrorCode.PAYLOAD_TOO_LARGE, "the body has more than " + bodyLimitBytes + " bytes");
            case 400, 417 -> new CandorException(ErrorCode.INVALID_REQUEST, "the request is not valid HTTP");
            default -> internal();
        };
    }

    /** Hides what was said about the machine we run on. */
    private static CandorException expected(CandorException problem) {
        return ProblemStatus.of(problem.code()) == 500 ? internal() : problem;
    }

    private static CandorException internal() {
        return new CandorException(ErrorCode.INTERNAL, "internal error, the log has it under this request id");
    }

    /**
     * A client that goes on sending after it was refused is given a moment to read why, and then cut off. No body and a short one need
     * no watching: it is here already, or the connection counts as idle.
     */
    static void leaveNoUnreadBody(HttpServerRequest request, Vertx vertx) {
        if (request.isEnded()) {
            return;
        }
        request.resume();
        if (!isShort(request)) {
            vertx.setTimer(LINGER_MILLIS, timer -> {
                if (!request.isEnded()) {
                    request.connection().close();
                }
            });
        }
    }

    private static boolean isShort(HttpServerRequest request) {
        String contentLength = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return contentLength == null
                ? !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                : contentLength.length() <= SHORT_BODY_DIGITS;
    }
}

package io.candor.http;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** Answers what could not be parsed as HTTP, before any router sees it, and closes the connection. */
final class InvalidRequestHandler implements Handler<HttpServerRequest> {
    private final RequestIds ids;
    private final HttpServerOptions options;

    InvalidRequestHandler(RequestIds ids, HttpServerOptions options) {
        this.ids = ids;
        this.options = options;
    }

    @Override
    public void handle(HttpServerRequest request) {
        ProblemHandler.respond(request, problemOf(request.decoderResult().cause()), ids.next());
        request.connection().close();
    }

    private CandorException problemOf(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException tooLong ->
                new CandorException(
                        ErrorCode.URI_TOO_LONG,
                        "the request line has more than " + options.getMaxInitialLineLength() + " bytes",
                        tooLong);
            case TooLongHttpHeaderException tooLong ->
                new CandorException(
                        ErrorCode.HEADERS_TOO_LARGE,
                        "the headers have more than " + options.getMaxHeaderSize() + " bytes",
                        tooLong);
            default -> new CandorException(ErrorCode.INVALID_REQUEST, "the request is not valid HTTP", cause);
        };
    }
}

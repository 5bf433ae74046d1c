package io.candor.verticle;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

/** A failure as an answer over the event bus: carries the exception itself, and no stack trace of its own. */
final class Refusal extends ReplyException {
    private static final long serialVersionUID = 1L;
    private static final int NO_CODE = -1;

    Refusal(Throwable cause) {
        super(ReplyFailure.RECIPIENT_FAILURE, NO_CODE, String.valueOf(cause.getMessage()), cause, true);
    }

    /** Returns what the receiver failed with, where {@code failure} came over the event bus; else the failure itself. */
    static Throwable unwrap(Throwable failure) {
        if (failure instanceof Refusal refusal && refusal.getCause() != null) {
            return refusal.getCause();
        }
        if (failure instanceof ReplyException late && late.failureType() == ReplyFailure.TIMEOUT) {
            return new CandorException(
                    ErrorCode.DEADLINE_EXCEEDED,
                    "there was no answer in time; whether it is done is not known",
                    failure);
        }
        if (failure instanceof ReplyException) {
            return new CandorException(ErrorCode.DRAINING, "the part of the server that was asked is gone", failure);
        }
        return failure;
    }
}

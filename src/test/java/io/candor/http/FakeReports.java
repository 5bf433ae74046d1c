package io.candor.http;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.Future;
import java.time.Instant;

/** One report. */
final class FakeReports implements ReportService {
    @Override
    public Future<Report> latest(String kind) {
        return kind.equals("position-bias")
                ? Future.succeededFuture(new Report(kind, 3, Instant.EPOCH, "{\"bias\":{\"curves\":[]}}"))
                : Future.failedFuture(new CandorException(ErrorCode.REPORT_NOT_FOUND, "there is none"));
    }
}

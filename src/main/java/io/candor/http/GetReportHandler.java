package io.candor.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code GET /v1/reports/{kind}}: the newest report of a kind, {@code position-bias} or {@code off-policy}; it may be long, so it is not
 * written on the event loop.
 */
final class GetReportHandler implements Handler<RoutingContext> {

    private final PathParameter kind = new PathParameter(ApiRoute.GET_REPORT);
    private final ReportService reports;

    GetReportHandler(ReportService reports) {
        this.reports = reports;
    }

    @Override
    public void handle(RoutingContext context) {
        reports.latest(kind.of(context))
                .compose(report -> context.vertx().executeBlocking(() -> render(report)))
                .onComplete(answer -> Answers.json(context, answer), context::fail);
    }

    private static Buffer render(ReportService.Report report) {
        return JsonBuffer.render(out -> {
            out.writeStartObject();
            out.writeStringField("kind", report.kind());
            out.writeNumberField("version", report.version());
            out.writeStringField("made_at", report.madeAt().toString());
            out.writeFieldName("report");
            out.writeRawValue(report.document());
            out.writeEndObject();
        });
    }
}

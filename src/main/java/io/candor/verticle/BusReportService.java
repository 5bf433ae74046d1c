package io.candor.verticle;

import io.candor.http.ReportService;
import io.vertx.core.Future;

/** Asks the experiment verticle, which reads reports itself. Thread-safe. */
record BusReportService(LocalBus bus) implements ReportService {
    @Override
    public Future<Report> latest(String kind) {
        return bus.ask(LocalBus.EXPERIMENTS, new ExperimentMessage.LatestReport(kind));
    }
}

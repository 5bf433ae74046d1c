package io.candor.http;

import io.vertx.core.Future;
import org.apache.logging.log4j.LogManager;

/** Answers a slate and a defect, logging every request, for tests that read what a process of its own logs. */
final class LogProgram {
    private LogProgram() {}

    public static void main(String[] args) {
        try (ApiServer server = new ApiServer(HttpConfigs.loggingEveryRequest())) {
            System.out.println(
                    server.recommend("{\"user\":\"user-of-the-log\"}").header("x-request-id"));
            server.slates.behaviour =
                    request -> Future.failedFuture(new IllegalStateException("a \"defect\"\nof two lines"));
            System.out.println(
                    server.recommend("{\"user\":\"user-of-the-log\"}").header("x-request-id"));
        }
        LogManager.shutdown();
    }
}

package io.candor.http;

import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A sampled line a request: one in so many, in order of arrival. Belongs to one event loop. */
final class AccessLog {
    private static final Logger LOG = LogManager.getLogger("io.candor.http.access");

    private final int oneIn;
    private int count;

    /** @param oneIn 0 logs nothing */
    AccessLog(int oneIn) {
        this.oneIn = oneIn;
    }

    void record(Exchange exchange, int status, long nanos) {
        if (oneIn == 0 || ++count < oneIn) {
            return;
        }
        count = 0;
        ApiRoute route = exchange.route();
        LOG.info(
                "{} {} {} {} µs, one in {}",
                exchange.requestId(),
                route == null ? "unmatched" : route,
                status,
                TimeUnit.NANOSECONDS.toMicros(nanos),
                oneIn);
    }
}

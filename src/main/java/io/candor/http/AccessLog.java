package io.candor.http;

import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A sampled line a request: one in so many, in order of arrival, written by another thread. Belongs to one event loop. */
final class AccessLog {
    /** Fields of JSON lines. */
    static final String REQUEST_ID = "request_id";

    private static final String ROUTE = "route";
    private static final String STATUS = "status";
    private static final String MICROS = "micros";

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
        String name = route == null ? "unmatched" : route.name();
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
        try (CloseableThreadContext.Instance fields = CloseableThreadContext.put(REQUEST_ID, exchange.requestId())) {
            fields.put(ROUTE, name).put(STATUS, String.valueOf(status)).put(MICROS, String.valueOf(micros));
            LOG.info("{} {} {} {} µs, one in {}", exchange.requestId(), name, status, micros, oneIn);
        }
    }
}

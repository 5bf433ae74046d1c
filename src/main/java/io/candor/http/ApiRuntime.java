package io.candor.http;

import java.util.function.LongSupplier;

/**
 * What the routes of one event loop need to know of time, chance and the process.
 *
 * @param ids belongs to this event loop alone
 * @param nanoTime {@link System#nanoTime} or a clock of a test
 * @param metrics shared by all event loops
 * @param traces shared by all event loops
 * @param draining shared by all event loops
 * @param keys shared by all event loops
 * @param repeated shared by all event loops
 */
public record ApiRuntime(
        RequestIds ids,
        LongSupplier nanoTime,
        HttpMetrics metrics,
        RequestTraces traces,
        Draining draining,
        ApiKeys keys,
        RepeatedRequests repeated) {}

package io.candor.http;

import io.candor.access.KeyKind;
import io.candor.error.ErrorCode;
import io.candor.retrieval.Source;
import io.candor.serving.Degradation;
import io.candor.serving.Slate;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the API counts: requests with their durations, by kind of key, those under way, shed and refused, slates with the
 * durations of their stages, their arms, why they were degraded, and where their items came from, and events.
 *
 * <p>One a process; thread-safe. Every label has few values, known beforehand, but for arms, which {@link ArmCounts} bounds.
 * Counting takes no lock and allocates nothing.
 */
public final class HttpMetrics {
    /** What {@link #scrape} returns: the Prometheus text format. */
    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String KEYED = "candor.http.requests.keyed";
    private static final String KEYED_DESCRIPTION = "Requests by the kind of their valid key; none: they needed no key";
    private static final List<ErrorCode> REFUSALS = List.of(
            ErrorCode.KEY_MISSING,
            ErrorCode.KEY_INVALID,
            ErrorCode.KEY_NOT_ALLOWED,
            ErrorCode.ORIGIN_NOT_ALLOWED,
            ErrorCode.RATE_LIMITED);
    private static final Source[] SOURCES = Source.values();

    private final PrometheusMeterRegistry registry;
    private final RequestHistogram requests = new RequestHistogram();
    private final StageHistogram stages = new StageHistogram();
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder shed = new LongAdder();
    private final LongAdder slateLimit = new LongAdder();
    private final LongAdder connections = new LongAdder();
    private final LongAdder connectionsDropped = new LongAdder();
    private final Map<ErrorCode, LongAdder> refused = new EnumMap<>(ErrorCode.class);
    private final Map<KeyKind, LongAdder> keyed = new EnumMap<>(KeyKind.class);
    private final LongAdder keyless = new LongAdder();
    private final LongAdder slates = new LongAdder();
    private final LongAdder[] items = new LongAdder[SOURCES.length];
    private final Map<String, LongAdder> degraded = new HashMap<>();
    private final ArmCounts arms;
    private final LongAdder repeated = new LongAdder();
    private final Map<EventFate, LongAdder> events = new EnumMap<>(EventFate.class);

    /** What became of an event of a batch. */
    enum EventFate {
        ACCEPTED,
        DUPLICATE,
        REJECTED
    }

    /** @param experiments the ids of the experiments that there are now */
    public HttpMetrics(PrometheusMeterRegistry registry, Supplier<Set<String>> experiments) {
        this.registry = registry;
        this.arms = new ArmCounts(experiments);
        registry.getPrometheusRegistry().register(requests);
        registry.getPrometheusRegistry().register(stages);
        registry.getPrometheusRegistry().register(arms);
        Gauge.builder("candor.http.requests.in.flight", inFlight, LongAdder::sum)
                .description("Requests under way")
                .register(registry);
        Gauge.builder("candor.http.slates.limit", slateLimit, LongAdder::sum)
                .description("Slates that may be worked on at a time, as fast as they are now")
                .register(registry);
        Gauge.builder("candor.http.connections", connections, LongAdder::sum)
                .description("Open connections")
                .register(registry);
        counter(
                "candor.http.connections.dropped",
                "Connections closed for being idle, or for want of room",
                connectionsDropped);
        counter("candor.http.requests.shed", "Requests refused because too many were under way", shed);
        for (ErrorCode code : REFUSALS) {
            tagged(
                    "candor.http.requests.refused",
                    "Requests refused by the key check",
                    "code",
                    code.wire(),
                    refused,
                    code);
        }
        for (KeyKind kind : KeyKind.values()) {
            tagged(KEYED, KEYED_DESCRIPTION, "kind", kind.wire(), keyed, kind);
        }
        FunctionCounter.builder(KEYED, keyless, LongAdder::sum)
                .description(KEYED_DESCRIPTION)
                .tag("kind", "none")
                .register(registry);
        counter("candor.slates", "Slates answered", slates);
        for (Source source : SOURCES) {
            items[source.ordinal()] = new LongAdder();
            FunctionCounter.builder("candor.slate.items", items[source.ordinal()], LongAdder::sum)
                    .description("Items in slates, by source; an item found by two sources counts for both")
                    .tag("source", source.wire())
                    .register(registry);
        }
        for (Degradation reason : Degradation.values()) {
            tagged(
                    "candor.slates.degraded",
                    "Slates that were less than they could have been",
                    "reason",
                    reason.wire(),
                    degraded,
                    reason.wire());
        }
        counter("candor.requests.repeated", "Requests answered with the answer they had got before", repeated);
        for (EventFate fate : EventFate.values()) {
            tagged(
                    "candor.events",
                    "Events received, once their batch was answered",
                    "fate",
                    fate.name().toLowerCase(Locale.ROOT),
                    events,
                    fate);
        }
    }

    /** Returns everything the registry knows, in the Prometheus text format. */
    String scrape() {
        return registry.scrape(MEDIA_TYPE);
    }

    void begin() {
        inFlight.increment();
    }

    void end(@Nullable ApiRoute route, int status, long durationNanos) {
        inFlight.decrement();
        requests.record(route, status, durationNanos);
    }

    void shed() {
        shed.increment();
    }

    /** A request was refused before a route was looked for. */
    void refusedAtOnce() {
        requests.record(null, ProblemStatus.of(ErrorCode.OVERLOADED), 0);
    }

    /** So many more slates may be worked on at a time, on some event loop. */
    void slateLimit(int change) {
        slateLimit.add(change);
    }

    void connections(int change) {
        connections.add(change);
    }

    void connectionDropped() {
        connectionsDropped.increment();
    }

    /** A request was refused by the key check; the code is one of those it refuses with. */
    void refused(ErrorCode code) {
        count(refused, code);
    }

    /** A request came with a valid key. */
    void keyed(KeyKind kind) {
        count(keyed, kind);
    }

    /** A request needed no key. */
    void keyless() {
        keyless.increment();
    }

    /**
     * A slate was written.
     *
     * @param startNanos when its request began
     * @param ends when each stage ended, by ordinal; not modified
     */
    void staged(long startNanos, long[] ends) {
        stages.record(startNanos, ends);
    }

    void slate(Slate slate) {
        slates.increment();
        arms.record(slate.variants());
        if (slate.degraded().isPresent()) {
            count(degraded, slate.degraded().get());
        }
        for (int i = 0; i < slate.size(); i++) {
            for (int mask = slate.sourcesAt(i); mask != 0; mask &= mask - 1) {
                items[Integer.numberOfTrailingZeros(mask)].increment();
            }
        }
    }

    /** A request got the answer that it had got before. */
    void repeated() {
        repeated.increment();
    }

    /** A batch of events was answered. */
    void events(int accepted, int duplicates, int rejected) {
        add(EventFate.ACCEPTED, accepted);
        add(EventFate.DUPLICATE, duplicates);
        add(EventFate.REJECTED, rejected);
    }

    private void add(EventFate fate, int n) {
        LongAdder counter = events.get(fate);
        if (counter != null && n > 0) {
            counter.add(n);
        }
    }

    private static <K> void count(Map<K, LongAdder> counters, K key) {
        LongAdder counter = counters.get(key);
        if (counter != null) {
            counter.increment();
        }
    }

    private <K> void tagged(
            String name, String description, String tag, String value, Map<K, LongAdder> counters, K key) {
        LongAdder adder = new LongAdder();
        counters.put(key, adder);
        FunctionCounter.builder(name, adder, LongAdder::sum)
                .description(description)
                .tag(tag, value)
                .register(registry);
    }

    private void counter(String name, String description, LongAdder adder) {
        FunctionCounter.builder(name, adder, LongAdder::sum)
                .description(description)
                .register(registry);
    }
}

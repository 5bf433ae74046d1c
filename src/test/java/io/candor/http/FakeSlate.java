package io.candor.http;

import io.candor.catalog.Item;
import io.candor.retrieval.Source;
import io.candor.serving.Slate;
import io.candor.serving.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A slate of given items, with scores 1, 1/2, 1/3, … */
final class FakeSlate implements Slate {
    private final String requestId;
    private final List<Item> items;
    private final Optional<String> degraded;
    private final String cursor;
    private final AtomicInteger closed;

    FakeSlate(String requestId, List<Item> items, Optional<String> degraded, String cursor, AtomicInteger closed) {
        this.requestId = requestId;
        this.items = items;
        this.degraded = degraded;
        this.cursor = cursor;
        this.closed = closed;
    }

    @Override
    public String requestId() {
        return requestId;
    }

    @Override
    public String model() {
        return "m-1";
    }

    @Override
    public String policy() {
        return "greedy";
    }

    @Override
    public Map<String, String> variants() {
        return Map.of();
    }

    @Override
    public Optional<String> degraded() {
        return degraded;
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public int firstPosition() {
        return 1;
    }

    @Override
    public String idAt(int i) {
        return items.get(i).id();
    }

    @Override
    public Item itemAt(int i) {
        return items.get(i);
    }

    @Override
    public double scoreAt(int i) {
        return 1.0 / (i + 1);
    }

    @Override
    public double propensityAt(int i) {
        return 1;
    }

    @Override
    public int sourcesAt(int i) {
        return Source.PERSONALISED.bit() | (i == 0 ? Source.POPULAR.bit() : 0);
    }

    @Override
    public Map<String, Double> explanationAt(int i) {
        Map<String, Double> terms = new LinkedHashMap<>();
        terms.put("dot", 2.0 / (i + 1));
        terms.put("popularity", -1.0 / (i + 1));
        return terms;
    }

    @Override
    public long endNanos(Stage stage) {
        return System.nanoTime();
    }

    @Override
    public String token() {
        return "c1.AQ.Ag";
    }

    @Override
    public String cursor() {
        return cursor;
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}

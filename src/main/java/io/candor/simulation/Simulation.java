package io.candor.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** People of a world using a server, some at a time. */
public final class Simulation {
    private final World world;
    private final ClickModel model;
    private final RecommendationClient server;
    private final LongSupplier nanoTime;

    /** @param nanoTime {@link System#nanoTime} or a clock of a test */
    public Simulation(World world, ClickModel model, RecommendationClient server, LongSupplier nanoTime) {
        this.world = world;
        this.model = model;
        this.server = server;
        this.nanoTime = nanoTime;
    }

    /**
     * Lets them. A request that fails is counted and not repeated.
     *
     * @param done is told of each request, from several threads
     */
    public SimulationReport run(TrafficPlan plan, LongConsumer done) throws InterruptedException {
        long begun = nanoTime.getAsLong();
        AtomicLong next = new AtomicLong();
        List<Visitor> visitors = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < plan.connections(); i++) {
            Visitor visitor = new Visitor(world, model, server, plan);
            visitors.add(visitor);
            threads.add(Thread.ofPlatform().name("visitor-" + i).start(() -> visit(visitor, plan, next, done)));
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } finally {
            threads.forEach(Thread::interrupt);
        }
        return Visitor.report(visitors, (nanoTime.getAsLong() - begun) / 1e9);
    }

    private static void visit(Visitor visitor, TrafficPlan plan, AtomicLong next, LongConsumer done) {
        long n = next.getAndIncrement();
        while (n < plan.requests() && !Thread.currentThread().isInterrupted()) {
            visitor.visit(plan.firstRequest() + n);
            done.accept(1);
            n = next.getAndIncrement();
        }
        visitor.flush();
    }
}

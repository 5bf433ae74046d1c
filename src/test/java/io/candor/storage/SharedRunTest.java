package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedRunTest {
    private final List<Promise<Void>> runs = new ArrayList<>();
    private final SharedRun shared = new SharedRun(() -> {
        Promise<Void> run = Promise.promise();
        runs.add(run);
        return run.future();
    });

    @Test
    void run_whileOneRuns_waitsForOneThatBeginsLater() {
        Future<Void> first = shared.run();
        Future<Void> second = shared.run();
        Future<Void> third = shared.run();
        assertSame(second, third);
        assertEquals(1, runs.size());

        runs.get(0).complete();
        assertTrue(first.succeeded());
        assertFalse(second.isComplete());
        assertEquals(2, runs.size());

        runs.get(1).complete();
        assertTrue(second.succeeded());
        assertEquals(2, runs.size());
    }

    @Test
    void run_afterFailure_runsAgain() {
        Future<Void> first = shared.run();
        Future<Void> second = shared.run();
        runs.get(0).fail("no");
        assertTrue(first.failed());
        runs.get(1).complete();
        assertTrue(second.succeeded());
        shared.run();
        assertEquals(3, runs.size());
    }

    @Test
    void run_actionThrows_failsAndRunsAgain() {
        SharedRun throwing = new SharedRun(() -> {
            throw new IllegalStateException("bug");
        });
        assertTrue(throwing.run().failed());
        assertTrue(throwing.run().failed());
    }
}

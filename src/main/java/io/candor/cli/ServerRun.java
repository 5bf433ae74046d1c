package io.candor.cli;

import io.candor.app.Application;
import io.candor.app.CandorConfig;
import io.candor.app.DataDirectory;
import io.candor.app.HeapSoftLimit;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Runs a server in the foreground until the process is asked to end, and then drains it. */
final class ServerRun {
    /** What stopping may take beside the configured grace and drain times. */
    private static final long SPARE_SECONDS = 30;

    private static final long READY_POLL_MILLIS = 50;

    private ServerRun() {}

    /**
     * Starts, calls {@code ready} once a model serves, and returns when the process ends.
     *
     * @throws CandorException why it could not start
     */
    static int untilStopped(CandorConfig config, DataDirectory data, Consumer<Application> ready)
            throws InterruptedException {
        HeapSoftLimit.follow();
        Application application = await(Application.launch(config, data));
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = Thread.ofPlatform().name("stop").unstarted(() -> stop(application, config, stopped));
        Runtime.getRuntime().addShutdownHook(hook);
        while (!application.readiness().ready() && !stopped.await(READY_POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            // A first start without any model waits here until one appears.
        }
        ready.accept(application);
        stopped.await();
        return ExitCode.OK;
    }

    private static void stop(Application application, CandorConfig config, CountDownLatch stopped) {
        long seconds = config.http().drainGrace().toSeconds()
                + config.http().drainTimeout().toSeconds()
                + SPARE_SECONDS;
        try {
            application.shutDown().get(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            System.err.println("candor: did not stop in order: " + e);
        } finally {
            stopped.countDown();
        }
    }

    private static Application await(CompletableFuture<Application> starting) throws InterruptedException {
        try {
            return starting.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CandorException known) {
                throw known;
            }
            throw new CandorException(ErrorCode.INTERNAL, "the server did not start", e.getCause());
        }
    }
}

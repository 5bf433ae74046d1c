package io.candor.cli;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far a long piece of work has come, on standard error: a bar on a terminal, otherwise a plain line for every tenth.
 *
 * <p>Thread-safe. Close it when the work ends, also when it fails.
 */
public final class Progress implements AutoCloseable {
    /** System property that the launcher sets to whether standard error is a terminal, which Java cannot find out. */
    static final String TERMINAL_PROPERTY = "candor.terminal";

    private static final int REFRESH_MILLIS = 200;
    private static final int WIDTH = 100;

    private final String task;
    private final long total;
    private final PrintStream err;
    private final @Nullable ProgressBar bar;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong tenthsPrinted = new AtomicLong();
    private volatile String note = "";

    /**
     * Begins to show a piece of work.
     *
     * @param task what is being done, a few words
     * @param total how many steps it has, or a number below 1 when nobody knows
     */
    public static Progress start(String task, long total) {
        return new Progress(task, total, System.err, Boolean.getBoolean(TERMINAL_PROPERTY));
    }

    Progress(String task, long total, PrintStream err, boolean terminal) {
        this.task = task;
        this.total = total;
        this.err = err;
        this.bar = terminal ? bar(task, total, err) : null;
        if (!terminal) {
            err.println(task + " …");
        }
    }

    private static ProgressBar bar(String task, long total, PrintStream err) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total < 1 ? -1 : total)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
                .build();
    }

    /** Says that {@code steps} more are done. */
    public void step(long steps) {
        show(done.addAndGet(steps));
    }

    /** Says that {@code steps} are done since the start. */
    public void stepTo(long steps) {
        done.set(steps);
        show(steps);
    }

    /** Shows a few words behind the bar: a loss, a count. Empty removes them. */
    public void note(String text) {
        note = text;
        if (bar != null) {
            bar.setExtraMessage(text.isEmpty() ? "" : " " + text);
        }
    }

    private void show(long steps) {
        if (bar != null) {
            bar.stepTo(steps);
        } else if (total > 0) {
            long tenths = Math.min(10, steps * 10 / total);
            long printed = tenthsPrinted.get();
            if (tenths > printed && tenthsPrinted.compareAndSet(printed, tenths)) {
                err.println(task + ": " + tenths * 10 + " %" + (note.isEmpty() ? "" : ", " + note));
            }
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}

package io.candor.cli;

import io.candor.app.ModelTraining;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows training on standard error: a line for each step, a bar with loss and time left for the epochs. */
final class TrainingDisplay implements ModelTraining.Listener, AutoCloseable {
    private final PrintWriter err;
    private @Nullable Progress epochs;

    TrainingDisplay(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void step(String what) {
        close();
        err.println(what);
        err.flush();
    }

    @Override
    public void epochDone(Epoch epoch) {
        Progress bar = epochs;
        if (bar == null) {
            bar = Progress.start("epochs", epoch.total());
            epochs = bar;
        }
        bar.note(String.format(
                Locale.ROOT,
                "loss %.1f, %d s left",
                epoch.loss(),
                epoch.remaining().toSeconds()));
        bar.stepTo(epoch.number());
    }

    @Override
    public void close() {
        if (epochs != null) {
            epochs.close();
            epochs = null;
        }
    }
}

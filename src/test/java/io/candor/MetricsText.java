package io.candor;

import java.util.NoSuchElementException;
import java.util.stream.DoubleStream;

/** What {@code /metrics} answered, in Prometheus' text format. */
public record MetricsText(String text) {
    /**
     * Returns the value of a series.
     *
     * @param series its name, with its labels in braces when it has any
     * @throws NoSuchElementException if there is none: a metric that was renamed is not 0
     */
    public double value(String series) {
        return starting(series + " ")
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("the server has no metric " + series));
    }

    /** Returns the sum of all series whose names and labels begin like this; 0 when there are none. */
    public double sum(String beginning) {
        return starting(beginning).sum();
    }

    private DoubleStream starting(String beginning) {
        return text.lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
    }
}

package io.candor.serving;

import io.candor.catalog.Item;
import io.candor.retrieval.Source;
import java.util.Map;
import java.util.Optional;

/**
 * A ranked slate, ready to be rendered. Indices are 0-based ranks; the position on the wire is {@link #firstPosition} +
 * index.
 *
 * <p>It holds pooled buffers and a reference to its model until it is closed; belongs to one event loop.
 */
public interface Slate extends AutoCloseable {
    String requestId();

    String model();

    /** Returns the name of the exploration policy that drew it: {@code greedy} when none. */
    String policy();

    /** Returns the arms it was drawn under, by experiment. */
    Map<String, String> variants();

    /** Returns why it is less than it could be ({@code unknown_user}, {@code retrieval_deadline}, …). */
    Optional<String> degraded();

    int size();

    /** Returns the 1-based position of the first item; above 1 on later pages. */
    int firstPosition();

    String idAt(int i);

    Item itemAt(int i);

    double scoreAt(int i);

    /** Returns P(the item at this position | the items above it, also on earlier pages). */
    double propensityAt(int i);

    /** Returns the mask of the {@link Source}s that brought the item. */
    int sourcesAt(int i);

    /** Returns the terms of the score by name, in the order in which they add up to it; only when explained. */
    Map<String, Double> explanationAt(int i);

    /** Returns the {@link System#nanoTime} value at which a stage ended; 0 for those that are not over. */
    long endNanos(Stage stage);

    /** Returns the signed slate token. */
    String token();

    /** Returns where the next page begins; empty when nothing eligible is left. */
    String cursor();

    @Override
    void close();
}

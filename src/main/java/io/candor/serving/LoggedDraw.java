package io.candor.serving;

import io.candor.event.Decision;
import io.candor.event.LogEntry;
import io.candor.event.SlateRecord;
import io.candor.exploration.DrawPool;
import io.candor.exploration.ExplorationConfig;
import io.candor.exploration.Explorer;
import io.candor.exploration.Marginals;
import io.candor.exploration.PageState;
import io.candor.exploration.SlateDraw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Takes a draw out of the log again: repeats it, and works out what the log does not hold. A repetition gives the same items
 * and the same probabilities, bit for bit. Belongs to one thread.
 */
public final class LoggedDraw {
    private static final Logger LOG = LogManager.getLogger(LoggedDraw.class);

    private final DrawPool pool = new DrawPool(ExplorationConfig.MAX_CANDIDATES);
    private final Explorer explorer = new Explorer();
    private final Marginals marginals = new Marginals();
    private final SlateDraw draw = new SlateDraw();
    private double[] positions = {};

    /**
     * Draws the slate of a decision again from its candidates and its seed.
     *
     * @return valid until the next call; its candidates are indices into those of the decision
     * @throws IllegalArgumentException when nothing was drawn, or its policy or parameters are not known
     */
    public SlateDraw repeat(Decision decision) {
        if (decision.candidates().isEmpty()) {
            throw new IllegalArgumentException("nothing was drawn for this slate");
        }
        ExplorationConfig config = fill(decision, pool);
        explorer.draw(config, pool, page(decision), decision.draw().seed(), draw);
        return draw;
    }

    /**
     * Returns a decision with the marginal probabilities of its impressions; other entries, and a decision whose draw is not
     * understood, as they are.
     */
    public LogEntry appraised(LogEntry entry) {
        if (!(entry instanceof Decision decision)) {
            return entry;
        }
        try {
            return appraise(decision);
        } catch (RuntimeException e) {
            LOG.error("the draw of slate {} is not understood", decision.slate().requestId(), e);
            return decision;
        }
    }

    private Decision appraise(Decision decision) {
        int size = decision.impressions().size();
        if (positions.length < size) {
            positions = new double[size];
        }
        if (decision.candidates().isEmpty()) {
            Arrays.fill(positions, 0, size, 1);
        } else {
            marginals.positions(fill(decision, pool), pool, page(decision), slate(decision), positions);
        }
        List<Decision.Impression> appraised = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            appraised.add(decision.impressions().get(i).withMarginal(positions[i]));
        }
        return decision.withImpressions(appraised);
    }

    /**
     * Tells how likely each shown item was at each slot of the slate, over all slates that might have been drawn.
     *
     * @return P(item of slot r at slot k) at r·slots + k, the caller's own; NaN throughout when the draw is not understood
     */
    public double[] propensities(Decision decision) {
        int size = decision.impressions().size();
        double[] matrix = new double[size * size];
        if (decision.candidates().isEmpty()) {
            for (int k = 0; k < size; k++) {
                matrix[k * size + k] = 1;
            }
            return matrix;
        }
        try {
            marginals.vectors(fill(decision, pool), pool, page(decision), slate(decision), size, matrix);
        } catch (RuntimeException e) {
            LOG.warn("the draw of slate {} is not understood", decision.slate().requestId(), e);
            Arrays.fill(matrix, Double.NaN);
        }
        return matrix;
    }

    /** Fills a pool with what a decision was drawn from; returns by which configuration. */
    static ExplorationConfig fill(Decision decision, DrawPool pool) {
        ExplorationConfig config =
                ExplorationConfig.of(decision.slate().policy(), decision.draw().parameters());
        boolean first = decision.slate().firstPosition() == 1;
        pool.reset(decision.slate().items().size(), first ? config.pinned() : 0);
        decision.candidates().forEachDrawn(pool::add);
        return config;
    }

    static PageState page(Decision decision) {
        return decision.slate().firstPosition() == 1
                ? PageState.FIRST
                : new PageState(decision.draw().component(), decision.draw().floorLogOdds());
    }

    /** Returns the shown items as indices into the candidates; throws IllegalArgumentException when one is none of them. */
    static int[] slate(Decision decision) {
        List<String> items =
                decision.slate().items().stream().map(SlateRecord.ShownItem::id).toList();
        int[] indices = decision.candidates().indicesOf(items);
        for (int index : indices) {
            if (index < 0) {
                throw new IllegalArgumentException("an item was shown that was not drawn from");
            }
        }
        return indices;
    }
}

package io.candor.serving;

import io.candor.catalog.IdTable;
import io.candor.event.Subject;
import io.candor.profile.EvidenceSink;
import io.candor.profile.FoldIn;
import io.candor.profile.Profile;
import io.candor.profile.ProfileRules;
import io.candor.retrieval.QueryVector;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Works out the vector of who asks: the trained one, moved by what they did since, or folded in from that alone.
 *
 * <p>What a session has looked at, as the request tells it, counts like clicks, the newest most. Vectors are remembered for a
 * while as long as neither profile nor model change. Belongs to one event loop.
 */
final class UserVectors implements EvidenceSink {
    /** How strongly an item of the request's own session speaks; the n-th newest counts this times a power. */
    private static final double RECENT_STRENGTH = 0.1;

    private static final double RECENT_DECAY = 0.8;
    private static final int REMEMBERED = 2_048;
    private static final long MOST_AGE_MILLIS = 60_000;

    private final ProfileRules rules;
    private final Map<Subject, Folded> folded = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, Folded> eldest) {
            return size() > REMEMBERED;
        }
    };
    private double[] strengths = {};
    private float[] vectors = {};
    private int count;
    private Draft.Work work;

    /** A vector, and what it was made from. */
    private record Folded(Profile profile, ServingModel model, long madeMillis, float[] vector) {}
}

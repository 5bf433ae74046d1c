package io.candor.profile;

import io.candor.event.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Signals → what a user vector is folded in from: the unified score, decayed by 2^(−age / half-life) for users, and by a constant
 * factor from each item to the next older one.
 *
 * <p>Items that were merely shown say nothing: being seen is not being loved. An item's age counts from the latest action
 * that was more than being shown, so that showing something again does not refresh it. Immutable, thread-safe.
 */
final class EvidenceRules {
    private static final Comparator<Candidate> LATEST_FIRST =
            Comparator.comparingLong(Candidate::timeMillis).reversed().thenComparing(Candidate::item);

    private static final Comparator<Candidate> STRONGEST_FIRST =
            Comparator.comparingDouble((Candidate c) -> -Math.abs(c.strength())).thenComparing(LATEST_FIRST);

    private final ProfileConfig.EvidenceConfig config;
    private final SignalScores scores;
    private final double halfLifeMillis;

    EvidenceRules(ProfileConfig.EvidenceConfig config, SignalScores scores) {
        this.config = config;
        this.scores = scores;
        this.halfLifeMillis = config.halfLife().toMillis();
    }

    void tell(Profile profile, long now, EvidenceSink sink) {
        List<Candidate> candidates = new ArrayList<>(profile.items());
        for (int i = 0; i < profile.items(); i++) {
            ItemSignals signals = profile.signals(i);
            if (signals.engagedMillis != Times.NEVER) {
                candidates.add(new Candidate(profile.id(i), scores.unified(signals), signals.engagedMillis));
            }
        }
        if (profile.subject().kind() == Subject.Kind.SESSION) {
            decayByRank(candidates, config.sessionDecay());
        } else {
            decayByRank(candidates, config.userDecay());
            candidates.replaceAll(c ->
                    c.times(Math.pow(2, -Math.max(0, (double) (now - c.timeMillis())) / halfLifeMillis)));
        }
        candidates.removeIf(c -> c.strength() == 0 || Math.abs(c.strength()) < config.minStrength());
        candidates.sort(STRONGEST_FIRST);
        for (int i = 0; i < Math.min(candidates.size(), config.maxItems()); i++) {
            sink.add(candidates.get(i).item(), candidates.get(i).strength());
        }
    }

    private static void decayByRank(List<Candidate> candidates, double decay) {
        if (decay == 1) {
            return;
        }
        candidates.sort(LATEST_FIRST);
        double factor = 1;
        for (int rank = 0; rank < candidates.size(); rank++) {
            candidates.set(rank, candidates.get(rank).times(factor));
            factor *= decay;
        }
    }

    private record Candidate(String item, double strength, long timeMillis) {
        Candidate times(double factor) {
            return new Candidate(item, strength * factor, timeMillis);
        }
    }
}

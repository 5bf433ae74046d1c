package io.candor.verticle;

import io.candor.event.Erasure;
import io.candor.event.Subject;
import io.candor.serving.ErasedSubjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The erasures this process knows of, so that what was erased is refused when it comes again. Thread-safe. */
public final class Erasures implements ErasedSubjects {
    private final Map<Long, List<Erasure>> bySubjectHash = new ConcurrentHashMap<>();

    /** Adds an erasure; of several of one subject the latest counts. */
    public void add(Erasure erasure) {
        bySubjectHash.merge(erasure.subjectHash(), List.of(erasure), Erasures::both);
    }

    private static List<Erasure> both(List<Erasure> old, List<Erasure> added) {
        List<Erasure> all = new ArrayList<>(old);
        Erasure latest = added.getFirst();
        for (Erasure known : old) {
            if (known.subjectDigest().equals(latest.subjectDigest())) {
                all.remove(known);
                latest = known.timeMillis() > latest.timeMillis() ? known : latest;
            }
        }
        all.add(latest);
        return List.copyOf(all);
    }

    @Override
    public boolean erased(Subject subject, long timeMillis) {
        if (bySubjectHash.isEmpty() || subject.isNobody()) {
            return false;
        }
        for (Erasure erasure : bySubjectHash.getOrDefault(subject.hash(), List.of())) {
            if (timeMillis <= erasure.timeMillis() && erasure.concerns(subject)) {
                return true;
            }
        }
        return false;
    }
}

package io.candor.retrieval;

/**
 * Proposes candidates of one kind. Belongs to one thread when it has scratch; allocates nothing once it has seen a
 * catalogue of this size and a quota as large.
 */
public interface CandidateSource {
    /**
     * Adds the source's best allowed items to {@code into}: {@code quota} of them, or as many as it knows. Items that other
     * sources brought already count, and get this source's mark; so the outcome does not depend on the order of the
     * sources.
     *
     * @param query what is asked; not modified
     * @param quota how many at most, 0 or more
     * @param into gets the candidates, best first
     */
    void collect(SourceQuery query, int quota, CandidateList into);
}

package io.candor.simulation;

/**
 * How people use a server.
 *
 * @param firstRequest the number of the first request, from 0: what was asked before by the same world
 * @param requests how many slates are asked for, at least 1
 * @param placement where
 * @param limit items a slate, 1 to 100
 * @param connections how many people are there at a time, at least 1
 * @param batch after how many slates what was done with them is sent, at least 1
 */
public record TrafficPlan(long firstRequest, int requests, String placement, int limit, int connections, int batch) {
    public TrafficPlan {
        if (requests < 1 || limit < 1 || connections < 1 || batch < 1) {
            throw new IllegalArgumentException("requests, limit, connections and batch must be at least 1, were "
                    + requests + ", " + limit + ", " + connections + " and " + batch);
        }
    }
}

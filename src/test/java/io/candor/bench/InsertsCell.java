package io.candor.bench;

import java.util.Optional;

/**
 * What inserting came to, to compare with.
 *
 * @param direct one INSERT of one row at a time from the client to PostgreSQL, with no server in between: a floor
 * @param directConnections over how many connections; PostgreSQL does not take any number
 * @param one one event a request, inserted by it
 * @param rows as many events a request as the cell has, an INSERT each, one transaction; empty where that is {@code one}
 * @param many as many events a request, one INSERT of them all
 */
record InsertsCell(Latencies direct, int directConnections, Peer one, Optional<Peer> rows, Optional<Peer> many) {

    /**
     * What a server that inserts came to.
     *
     * @param latencies of its requests
     * @param serverMicros its CPU for an event
     * @param databaseMicros CPU of PostgreSQL for an event
     */
    record Peer(Latencies latencies, double serverMicros, double databaseMicros) {
        double perSecond() {
            return latencies.eventsPerSecond();
        }
    }
}

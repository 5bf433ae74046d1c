package io.candor.bench;

import java.util.Locale;

/**
 * What one batch size over so many connections came to.
 *
 * @param barePerSecond single records written and forced one after the other, beside the journal
 * @param inserts rows inserted one a request, over {@code insertConnections}
 * @param insertDatabaseMicros CPU of PostgreSQL for one of them
 * @param events acknowledged events
 * @param phaseMicros CPU of the server while they came
 * @param phaseProjected events that came into the database meanwhile
 * @param drainMicros CPU of the server while the database caught up after that
 * @param drained events that came into the database then
 * @param databaseMicros CPU of PostgreSQL in both
 */
record EventsCell(
        int connections,
        int batch,
        double barePerSecond,
        Latencies inserts,
        int insertConnections,
        double insertDatabaseMicros,
        Latencies events,
        double phaseMicros,
        double phaseProjected,
        double drainMicros,
        double drained,
        double databaseMicros) {

    /** Returns the essence for somebody who waits for the report. */
    String toLine() {
        return String.format(
                Locale.ROOT,
                "%d x %d: %.0f events/s, %.1f x the inserts, %.1f us of the server with projection, %.0f of %d stored by then",
                connections,
                batch,
                events.eventsPerSecond(),
                ratio(),
                wholeMicros(),
                phaseProjected,
                events.events());
    }

    double ratio() {
        return events.eventsPerSecond() / inserts.eventsPerSecond();
    }

    /** Returns the server's CPU for an event until it is acknowledged. */
    double intakeMicros(double projectionMicros) {
        return (phaseMicros - phaseProjected * projectionMicros) / events.events();
    }

    /** Returns the server's CPU for an event until it is in the database. */
    double wholeMicros() {
        return (phaseMicros + drainMicros) / events.events();
    }

    double databaseMicrosEach() {
        return databaseMicros / events.events();
    }
}

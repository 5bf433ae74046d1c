package io.candor.bench;

import java.util.Locale;

/**
 * What one batch size over so many connections came to.
 *
 * @param barePerSecond single records written and forced one after the other, beside the journal
 * @param events acknowledged events
 * @param phaseMicros CPU of the server while they came
 * @param phaseDatabaseMicros CPU of PostgreSQL while they came
 * @param phaseProjected events that came into the database meanwhile
 * @param drainMicros CPU of the server while the database caught up after that
 * @param drained events that came into the database then
 * @param drainSeconds how long that took
 * @param databaseMicros CPU of PostgreSQL in both
 */
record EventsCell(
        int connections,
        int batch,
        double barePerSecond,
        InsertsCell inserts,
        Latencies events,
        double phaseMicros,
        double phaseDatabaseMicros,
        double phaseProjected,
        double drainMicros,
        double drained,
        double drainSeconds,
        double databaseMicros) {

    /** Returns the essence for somebody who waits for the report. */
    String toLine() {
        return String.format(
                Locale.ROOT,
                "%d x %d: %.0f events/s, %.1f x an INSERT in each request, %.0f of %d stored by then, the others in %.1f s",
                connections,
                batch,
                events.eventsPerSecond(),
                ratio(),
                phaseProjected,
                events.events(),
                drainSeconds);
    }

    /** Returns acknowledged events over those of a server that inserts one in each request. */
    double ratio() {
        return events.eventsPerSecond() / inserts.one().perSecond();
    }

    /**
     * Returns CPU of server and PostgreSQL for an inserted event over that for an acknowledged one, with what was stored meanwhile: says
     * what the machine can do when others use it too.
     */
    double processorRatio() {
        double each = (phaseMicros + phaseDatabaseMicros) / events.events();
        return (inserts.one().serverMicros() + inserts.one().databaseMicros()) / each;
    }

    /** Returns events a second from the first request until all were in the database. */
    double storedPerSecond() {
        return events.events() / (events.seconds() + drainSeconds);
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

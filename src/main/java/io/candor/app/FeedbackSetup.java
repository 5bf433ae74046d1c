package io.candor.app;

import static io.candor.app.ServerMetrics.counter;
import static io.candor.app.ServerMetrics.gauge;

import io.candor.eventlog.EventLog;
import io.candor.profile.ProfileCache;
import io.candor.serving.EventsConfig;
import io.candor.serving.RecentEvents;
import io.candor.verticle.Erasures;
import io.candor.verticle.Feedback;
import io.candor.verticle.FeedbackReplay;
import io.candor.verticle.LoggedDecisions;
import io.candor.verticle.ProjectionProgress;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Opens the event log with what hangs on it, and shows how it is doing. */
final class FeedbackSetup {
    private static final Logger LOG = LogManager.getLogger(FeedbackSetup.class);

    private FeedbackSetup() {}

    /** Opens the event log in a directory; {@link #remember} must follow before anything is accepted. Waits for the disk. */
    static Feedback open(Path directory, CandorConfig config, RandomGenerator random) {
        EventLog log = EventLog.open(directory, config.eventlog(), random, System::nanoTime);
        return new Feedback(log, recent(config.events()), new ProfileCache(config.profiles()), new Erasures());
    }

    /** Brings back into memory what the event log holds; returns how many events. Waits for the disk. */
    static long remember(Feedback feedback) {
        long events = FeedbackReplay.run(feedback);
        LOG.info(
                "the event log holds {} events, up to record {}",
                events,
                feedback.log().durable());
        return events;
    }

    private static RecentEvents recent(EventsConfig config) {
        return new RecentEvents(config.dedupWindow(), config.dedupEntries(), System::nanoTime);
    }

    static void measure(
            Feedback feedback, ProjectionProgress progress, LoggedDecisions decisions, MeterRegistry registry) {
        EventLog log = feedback.log();
        gauge(
                registry,
                "candor.eventlog.backlog.bytes",
                "Bytes not yet in the database",
                log,
                l -> l.status().backlogBytes());
        gauge(
                registry,
                "candor.eventlog.backlog.records",
                "Records not yet in the database",
                log,
                l -> l.status().backlogRecords());
        gauge(
                registry,
                "candor.eventlog.queued.bytes",
                "Bytes that wait for the disk",
                log,
                l -> l.status().queuedBytes());
        gauge(
                registry,
                "candor.eventlog.accepting",
                "1 when events are accepted, 0 when refused",
                log,
                l -> l.status().accepting() ? 1 : 0);
        counter(
                registry,
                "candor.eventlog.commits",
                "How often the disk was asked to make records durable",
                log,
                l -> l.status().commits());
        counter(
                registry,
                "candor.eventlog.damaged.records",
                "Damaged records met",
                log,
                l -> l.status().damaged());
        gauge(
                registry,
                "candor.projection.lag.seconds",
                "Age of the oldest entry not in the database",
                progress,
                p -> p.lagSeconds());
        counter(registry, "candor.projection.events", "Events stored", progress, ProjectionProgress::events);
        counter(
                registry,
                "candor.projection.duplicates",
                "Events stored before",
                progress,
                ProjectionProgress::duplicates);
        counter(registry, "candor.projection.decisions", "Slates stored", progress, ProjectionProgress::decisions);
        counter(
                registry,
                "candor.projection.rejected",
                "Entries the database refused",
                progress,
                ProjectionProgress::rejected);
        counter(registry, "candor.projection.failures", "Attempts that failed", progress, ProjectionProgress::failures);
        counter(
                registry,
                "candor.decisions.refused",
                "Slates the event log did not take",
                decisions,
                LoggedDecisions::refused);
        ProfileCache profiles = feedback.profiles();
        counter(
                registry,
                "candor.profiles.hits",
                "Profiles found in memory",
                profiles,
                p -> p.statistics().hits());
        counter(
                registry,
                "candor.profiles.misses",
                "Profiles not found in memory",
                profiles,
                p -> p.statistics().misses());
        gauge(
                registry,
                "candor.profiles.bytes",
                "Memory of profiles",
                profiles,
                p -> p.statistics().bytes());
        gauge(
                registry,
                "candor.profiles.pending",
                "Events not yet stored",
                profiles,
                p -> p.statistics().pending());
    }
}

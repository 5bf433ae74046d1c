package io.candor.verticle;

import io.candor.eventlog.EventLog;
import io.candor.profile.ProfileCache;
import io.candor.serving.RecentEvents;

/**
 * What this process remembers of what people did; shared by all its event loops. Thread-safe.
 *
 * @param log where it becomes durable
 * @param recent which events are known already
 * @param profiles what the ranker knows of whom
 * @param erasures who is to be forgotten
 */
public record Feedback(EventLog log, RecentEvents recent, ProfileCache profiles, Erasures erasures) {}

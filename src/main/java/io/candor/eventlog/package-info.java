/**
 * The log in front of the database: accepted means fsynced here.
 *
 * <p>{@link io.candor.eventlog.EventLog} takes opaque records and tells, by group commit, when they are durable. Whoever keeps
 * them elsewhere reads them in order, keeps its own position together with the log's id, and releases what it has.
 * Damage is found by checksums, reported and stepped over; it is never delivered, and never a reason to drop what lies
 * behind it.
 *
 * <p>Threading: appends are queued without blocking, one thread writes and fsyncs, another prepares and deletes files.
 * Payloads are never logged.
 */
@NullMarked
package io.candor.eventlog;

import org.jspecify.annotations.NullMarked;

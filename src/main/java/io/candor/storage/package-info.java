/**
 * PostgreSQL: the stores, the schema's migrations, and the embedded server.
 *
 * <p>In: changes of items and experiments, activations of models, and the entries of event logs. Out: the same, durable, in one
 * order for all replicas, and sums over the units of experiments. There is one code
 * path, through vertx-pg-client, and no other store: without {@code database.uri} the process starts a PostgreSQL of its own
 * ({@link io.candor.storage.EmbeddedPostgres}) and connects to that like to any other.
 *
 * <ol>
 *   <li>{@code EmbeddedPostgres.start(dataDir, timeout).address()}, or a {@link io.candor.storage.DatabaseAddress} from the
 *       configuration;
 *   <li>{@link io.candor.storage.Database#open} connects and brings the schema up to date ({@code db/V*.sql}, which document
 *       the tables);
 *   <li>{@link io.candor.storage.PgItemStore}, {@link io.candor.storage.PgModelRegistry}, {@link
 *       io.candor.storage.PgFeedbackStore} and {@link io.candor.storage.PgExperimentStore} on top of it.
 * </ol>
 *
 * <p>Invariants: what a future completed for is on disk (the embedded server syncs every commit). Changes reach every
 * subscriber in the order of their commits; notifications are hints only, so a lost one delays and never loses. A failure is
 * a {@link io.candor.error.CandorException}: {@code DATABASE_UNAVAILABLE} or {@code DATA_DIRECTORY_UNUSABLE} at the start, {@code
 * STORAGE_UNAVAILABLE} later, at once and without the driver's words; nothing has to be reopened when the server is back.
 *
 * <p>Threading: everything public is thread-safe. Stores return Vert.x futures and never block; starting and stopping the
 * embedded server block. Nothing here is on the path of a recommendation.
 */
@NullMarked
package io.candor.storage;

import org.jspecify.annotations.NullMarked;

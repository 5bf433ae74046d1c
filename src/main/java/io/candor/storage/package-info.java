/**
 * PostgreSQL: the stores, the schema's migrations, and the embedded server.
 *
 * <p>One code path through vertx-pg-client; without {@code database.uri} the process starts a PostgreSQL of its own in the
 * data directory. Stores return Vert.x futures and never block; a store that cannot answer fails with {@code
 * STORAGE_UNAVAILABLE}. Nothing here is on the path of a recommendation.
 */
@NullMarked
package io.candor.storage;

import org.jspecify.annotations.NullMarked;

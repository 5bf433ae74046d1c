/**
 * Configuration: YAML and environment to records, all problems at once. Mechanism only.
 *
 * <p>In: a YAML file and the environment's variables. Out: an immutable tree of records. The record of each feature lives
 * beside its user, checks itself in its constructor and knows its own {@code defaults()}; {@link
 * io.candor.config.ConfigLoader} says how keys, variables and types correspond, and can list every key with its default.
 *
 * <p>Invariants: a configuration that was returned has no unknown key, no unknown {@code CANDOR_*} variable, no value out
 * of range, and no secret that stood in the configuration file. A {@link io.candor.config.Secret} never prints itself.
 * What is wrong is reported by one {@link io.candor.error.CandorException} with code {@code CONFIG_INVALID} that has a
 * violation for each problem; an unknown name comes with the nearest one that exists.
 *
 * <p>Threading: everything public is stateless or immutable. Used at start only, never on the path of a request.
 *
 * <p>Kernel package: it imports {@code error} only.
 */
@NullMarked
package io.candor.config;

import org.jspecify.annotations.NullMarked;

/**
 * One subject's signals: what the ranker knows of them.
 *
 * <p>{@link io.candor.event.Event}s go in, a {@code Profile} comes out: a pure fold whose result does not
 * depend on the order of the events. From it follow, at a given time, unified scores, suppressions with reason and expiry,
 * and the evidence from which a user vector is folded in. {@code ProfileCache} holds profiles in bounded
 * memory and lets what was accepted but not yet stored take part. No Vert.x, no clock, no storage here.
 *
 * <p>Profiles are immutable; the cache is thread-safe and takes no lock to find a profile.
 */
@NullMarked
package io.candor.profile;

import org.jspecify.annotations.NullMarked;

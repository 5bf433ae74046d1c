/**
 * API keys: who may ask for what, and how often.
 *
 * <p>A key is text, {@code candor_pk_<id>_<secret>}, that is shown once, when {@link io.candor.access.KeyMint} makes it. What
 * is kept is an {@link io.candor.access.ApiKey}: its id, kind, origins, rate, and the SHA-256 of the text. A slow hash is for
 * secrets that can be guessed; these have 256 random bits, so that trying costs 2²⁵⁵ hashes on average whatever one of
 * them costs, and a fast hash lets every request be checked in well under a microsecond.
 *
 * <p>Keys live in a file rather than in the database: they are needed before the database is up and while it is away, and
 * replicas share them by mounting it. {@link io.candor.access.KeyFile} reads and changes it, one JSON object a line;
 * {@link io.candor.access.KeyFileWatch} notices what others changed. A {@link io.candor.access.KeyRing} is one state of it,
 * immutable, published by a volatile reference.
 *
 * <p>Never: the text of a key in a log, a message, a {@code toString} or the file; a comparison of hashes that stops at the
 * first difference; a file that fails to be read opening what was closed. Verifying takes no lock and makes no object;
 * its scratch, a {@link io.candor.access.KeyDigest}, belongs to one thread.
 */
@NullMarked
package io.candor.access;

import org.jspecify.annotations.NullMarked;

/**
 * What happened, its binary form for logs, and the signed slate token that says what was shown.
 *
 * <p>A {@link io.candor.event.SlateRecord} is the compact truth of one answer: who asked (sealed), where, by which model
 * and policy, which item stood at which position, and with which probability. {@link io.candor.event.SlateTokens} turns it into
 * text that a browser can carry and nobody can alter, and back. So feedback gets position and propensity from us, never
 * from the client, and the log needs no join. A {@link io.candor.event.LogEntry} is what the event log holds; {@link
 * io.candor.event.LogEntryCodec} turns it into bytes and back, and every version of them is read for ever.
 *
 * <p>Records are immutable, codecs pure. A {@code SlateTokens} holds a {@code Mac}, a {@code Cipher} and a buffer and belongs
 * to one thread, as {@link io.candor.event.TimeOrderedIds} does; {@link io.candor.event.TokenKeys} is immutable and shared.
 * Keys are never logged.
 */
@NullMarked
package io.candor.event;

import org.jspecify.annotations.NullMarked;

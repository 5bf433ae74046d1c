package io.candor.event;

/** What the event log holds. Each has a binary form ({@code LogEntryCodec}). */
public sealed interface LogEntry permits Event, Decision, Erasure, Merge {}

package io.candor.eventlog;

import java.util.List;

/**
 * One append on its way to the disk.
 *
 * @param bytes what its frames take
 * @param urgent whether somebody waits for it
 */
record Submission(List<LogRecord> records, long bytes, Completion completion, boolean urgent) {}

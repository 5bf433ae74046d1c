package io.candor.eventlog;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.util.Locale;

/** What a failing disk means to those who append and read. */
final class JournalFailure {
    private JournalFailure() {}

    /** There is not enough room on the disk. */
    static final class DiskFull extends IOException {
        private static final long serialVersionUID = 1L;

        DiskFull(long usable, long needed) {
            super("the disk has " + usable + " bytes left, a new segment and the reserve need " + needed);
        }
    }

    static CandorException of(IOException e) {
        return isFull(e)
                ? new CandorException(ErrorCode.EVENTLOG_FULL, "the disk of the event log is full", e)
                : new CandorException(ErrorCode.EVENTLOG_UNAVAILABLE, "the disk of the event log fails", e);
    }

    private static boolean isFull(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return e instanceof DiskFull
                || message.contains("no space left")
                || message.contains("quota exceeded")
                || message.contains("file too large");
    }

    static CandorException closed() {
        return new CandorException(ErrorCode.EVENTLOG_UNAVAILABLE, "the event log is closed");
    }
}

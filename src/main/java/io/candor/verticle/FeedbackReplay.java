package io.candor.verticle;

import io.candor.event.Decision;
import io.candor.event.Erasure;
import io.candor.event.Event;
import io.candor.event.Merge;
import io.candor.storage.SequencedEntry;

/**
 * Reads what the event log still holds back into memory, before anything new is accepted: so that a retry is known as a
 * duplicate after a restart too, and what the database may not have yet takes part in profiles. Waits for the disk.
 */
public final class FeedbackReplay {
    private static final int RECORDS_AT_A_TIME = 10_000;

    private FeedbackReplay() {}

    /** Reads the whole log; returns how many events there were. */
    public static long run(Feedback feedback) {
        EntryReader reader = new EntryReader(feedback.log(), RECORDS_AT_A_TIME);
        long events = 0;
        long position = 0;
        while (true) {
            EntryReader.Stretch stretch = reader.after(position);
            if (stretch.through() == position) {
                return events;
            }
            position = stretch.through();
            for (SequencedEntry sequenced : stretch.entries()) {
                events += remember(feedback, sequenced) ? 1 : 0;
            }
        }
    }

    private static boolean remember(Feedback feedback, SequencedEntry sequenced) {
        switch (sequenced.entry()) {
            case Event event -> {
                if (feedback.recent().first(event)) {
                    feedback.profiles().accepted(sequenced.sequence(), event);
                }
                return true;
            }
            case Erasure erasure -> {
                feedback.erasures().add(erasure);
                feedback.profiles().forget(erasure);
            }
            case Merge merge -> feedback.profiles().merged(merge);
            case Decision decision -> {}
        }
        return false;
    }
}

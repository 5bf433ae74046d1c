package io.candor.event;

import java.util.HexFormat;

/**
 * The wish that a subject be forgotten. It names the subject by digest only, so that it does not keep what it erases.
 *
 * @param subjectHash {@link Subject#hash}, to find rows by
 * @param subjectDigest SHA-256 of the subject's key, 64 lower-case hexadecimal digits, to be sure of them
 * @param timeMillis events and slates up to this time (epoch milliseconds) are erased, and refused when they come again
 */
public record Erasure(long subjectHash, String subjectDigest, long timeMillis) implements LogEntry {
    public static Erasure of(Subject subject, long timeMillis) {
        return new Erasure(subject.hash(), SubjectDigest.of(subject), timeMillis);
    }

    public Erasure {
        if (subjectDigest.length() != 64) {
            throw new IllegalArgumentException("subjectDigest must be 64 digits, was " + subjectDigest.length());
        }
        HexFormat.of().parseHex(subjectDigest);
    }

    /** Returns whether it is about this subject. */
    public boolean concerns(Subject subject) {
        return subject.hash() == subjectHash && SubjectDigest.of(subject).equals(subjectDigest);
    }
}

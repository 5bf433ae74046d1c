package io.candor.debiasing;

import io.candor.exposure.ExposedSlate;

/**
 * For whom an item is taken to be worth the same, wherever it stands. Estimators that compare an item with itself at another
 * position need slates alike enough that the position tells nothing of the worth.
 */
@FunctionalInterface
public interface Segmentation {
    /** Returns the segment of what is at a slot. */
    String of(ExposedSlate slate, int slot);

    /** Scores within about a tenth of each other: the ranking knew nothing else of the worth. */
    static Segmentation score() {
        // Sign, exponent and the first three bits of the fraction.
        return (slate, slot) -> Integer.toString(
                Float.floatToIntBits((float) slate.impression(slot).score()) >> 20);
    }

    /** The same user, else the same session. */
    static Segmentation subject() {
        return (slate, _) -> slate.unit();
    }

    /** The same value of an attribute of the request. */
    static Segmentation attribute(String name) {
        return (slate, _) -> slate.decision().context().getOrDefault(name, "");
    }

    /** Everybody: right only when positions do not depend on who asks. */
    static Segmentation everybody() {
        return (_, _) -> "";
    }

    /** Returns that of a name: {@code score}, {@code subject}, {@code everybody}, or an attribute of requests. */
    static Segmentation named(String name) {
        return switch (name) {
            case "score" -> score();
            case "subject" -> subject();
            case "everybody" -> everybody();
            default -> attribute(name);
        };
    }
}

package io.candor.debiasing;

/**
 * Where slates were looked at.
 *
 * @param placement name; empty for all
 * @param device as requests name it; empty for all, and for those that name none
 */
public record Place(String placement, String device) {
    /** All placements and devices. */
    public static final Place ANYWHERE = new Place("", "");

    /** Returns the same place on all devices. */
    Place onAnyDevice() {
        return new Place(placement, "");
    }
}

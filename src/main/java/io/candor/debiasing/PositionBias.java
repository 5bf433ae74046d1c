package io.candor.debiasing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * θ_k: how likely position k is looked at, relative to the first position of the same place. Immutable, thread-safe.
 *
 * <p>A position for which a place has no number of its own has that of the placement on all devices, else that of all placements,
 * else that of the nearest position above it; so {@link #at} always has an answer, and 1 where nothing is known.
 */
public final class PositionBias {
    /** Nothing is known: every position counts alike. */
    public static final PositionBias NONE = new PositionBias(Map.of());

    private final Map<Place, List<Double>> curves;

    private PositionBias(Map<Place, List<Double>> curves) {
        this.curves = curves;
    }

    /**
     * Creates one.
     *
     * @param curves by place, {@link Place#ANYWHERE} for the pooled one: θ of positions 1, 2, …, positive, NaN where it is not known
     */
    public static PositionBias of(Map<Place, List<Double>> curves) {
        Map<Place, List<Double>> copies = new LinkedHashMap<>();
        curves.forEach((place, curve) -> {
            if (curve.stream().anyMatch(theta -> !(theta > 0 || Double.isNaN(theta)) || theta.isInfinite())) {
                throw new IllegalArgumentException("theta must be positive, was " + curve);
            }
            copies.put(place, List.copyOf(curve));
        });
        return new PositionBias(copies);
    }

    /**
     * Reads what {@link #toJson} wrote, or the document of a report, which has it in {@code bias}.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static PositionBias read(JsonNode json) {
        JsonNode bias = json.has("bias") ? json.path("bias") : json;
        if (!bias.path("curves").isArray()) {
            throw new IllegalArgumentException("not a position bias: it has no curves");
        }
        Map<Place, List<Double>> curves = new LinkedHashMap<>();
        for (JsonNode curve : bias.path("curves")) {
            List<Double> theta = new ArrayList<>();
            curve.path("theta").forEach(value -> theta.add(value.isNumber() ? value.doubleValue() : Double.NaN));
            curves.put(
                    new Place(
                            curve.path("placement").asText(""),
                            curve.path("device").asText("")),
                    theta);
        }
        return of(curves);
    }

    /** Returns {@code {"curves": [{"placement", "device", "theta": [1, 0.6, null, …]}, …]}}. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("curves");
        curves.forEach((place, curve) -> {
            ArrayNode theta = list.addObject()
                    .put("placement", place.placement())
                    .put("device", place.device())
                    .putArray("theta");
            curve.forEach(value -> theta.add(value.isNaN() ? null : value));
        });
        return json;
    }

    /**
     * Returns θ.
     *
     * @param device as the request names it; empty for none
     * @param position 1-based
     * @return positive; 1 at the first position, and where nothing is known
     */
    public double at(String placement, String device, int position) {
        if (position < 1) {
            throw new IllegalArgumentException("positions begin at 1, was " + position);
        }
        Place here = new Place(placement, device);
        for (int k = position; k > 1; k--) {
            for (Place place : List.of(here, here.onAnyDevice(), Place.ANYWHERE)) {
                double theta = known(place, k);
                if (!Double.isNaN(theta)) {
                    return theta;
                }
            }
        }
        return 1;
    }

    /** Returns {@link #at} for positions 1 to {@code positions}. */
    public List<Double> curve(String placement, String device, int positions) {
        List<Double> curve = new ArrayList<>();
        for (int k = 1; k <= positions; k++) {
            curve.add(at(placement, device, k));
        }
        return curve;
    }

    /** Returns θ of a position as it was estimated for just this place; NaN when it was not. */
    public double known(Place place, int position) {
        List<Double> curve = curves.getOrDefault(place, List.of());
        return position <= curve.size() ? curve.get(position - 1) : Double.NaN;
    }

    /** Returns whether nothing is known. */
    public boolean isEmpty() {
        return curves.values().stream().allMatch(curve -> curve.size() < 2);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PositionBias that && curves.equals(that.curves);
    }

    @Override
    public int hashCode() {
        return curves.hashCode();
    }

    @Override
    public String toString() {
        return curves.toString();
    }
}

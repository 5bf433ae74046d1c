package io.candor.debiasing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a log tells of position bias.
 *
 * @param slates that were read
 * @param drawn of them, those in which something was left to chance
 * @param cellsKept share of the (segment, item) cells that fitted into memory, 0 to 1
 * @param strata places in order, all together first
 * @param bias what is to be used: estimates of {@link PositionEstimator#DEFAULT}, shrunk
 */
public record PositionReport(long slates, long drawn, double cellsKept, List<Stratum> strata, PositionBias bias) {
    /** Clicks at a position with which a place is believed half. */
    private static final double HALF = 200;

    public PositionReport {
        strata = List.copyOf(strata);
    }

    /**
     * One place.
     *
     * @param shown impressions by position
     * @param clicked clicks by position
     * @param compared of them, those of items that might have been elsewhere
     * @param estimates by estimator, each of all positions
     * @param graph which positions chance connects
     */
    public record Stratum(
            Place place,
            List<Long> shown,
            List<Long> clicked,
            List<Long> compared,
            Map<PositionEstimator, List<PositionEstimate>> estimates,
            PositionGraph graph,
            TrustModel trust) {
        /** Returns the same of another place with the same slates. */
        Stratum at(Place other) {
            return new Stratum(other, shown, clicked, compared, estimates, graph, trust);
        }

        /** Returns the estimates of one estimator. */
        public List<PositionEstimate> of(PositionEstimator estimator) {
            return estimates.getOrDefault(estimator, List.of());
        }
    }

    /** Returns it as a JSON object, of which {@link PositionBias#read} takes {@code bias}. */
    public ObjectNode toJson() {
        return PositionReportJson.of(this);
    }

    static PositionReport of(long slates, long drawn, double cellsKept, List<Stratum> strata) {
        Map<Place, Stratum> byPlace = new HashMap<>();
        strata.forEach(stratum -> byPlace.put(stratum.place(), stratum));
        Map<Place, List<Double>> curves = new LinkedHashMap<>();
        // In order a place comes after those that contain it.
        for (Stratum stratum : strata) {
            Place place = stratum.place();
            Place around = place.device().isEmpty() ? Place.ANYWHERE : place.onAnyDevice();
            List<Double> prior = place.equals(Place.ANYWHERE) ? List.of() : curves.getOrDefault(around, List.of());
            curves.put(place, shrunk(stratum, prior));
        }
        return new PositionReport(slates, drawn, cellsKept, strata, PositionBias.of(curves));
    }

    /**
     * Empirical Bayes on ln θ: ln θ = λ ln θ_own + (1 − λ) ln θ_around, λ = clicks / (clicks + 200), by position.
     *
     * @param prior of the places around; empty for none
     */
    private static List<Double> shrunk(Stratum stratum, List<Double> prior) {
        List<Double> theta = new ArrayList<>();
        List<PositionEstimate> own = stratum.of(PositionEstimator.DEFAULT);
        for (int k = 0; k < own.size(); k++) {
            double value = own.get(k).theta();
            double around = k < prior.size() ? prior.get(k) : Double.NaN;
            double share = stratum.compared().get(k) / (stratum.compared().get(k) + HALF);
            theta.add(
                    Double.isNaN(around) ? value : Math.exp(share * Math.log(value) + (1 - share) * Math.log(around)));
        }
        return theta;
    }
}

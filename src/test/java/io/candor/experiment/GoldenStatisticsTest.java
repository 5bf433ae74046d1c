package io.candor.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Statistics against numbers that were computed elsewhere: 1e-9, p-values relative 1e-6. */
class GoldenStatisticsTest {
    private static final double EXACT = 1e-9;

    @Test
    void sampleRatio_golden_equals() {
        JsonNode rows = Golden.of("srm");
        assertEquals(6, rows.size());
        for (JsonNode row : rows) {
            Map<String, Long> observed = new HashMap<>();
            Map<String, Double> shares = new HashMap<>();
            for (int i = 0; i < row.path("weights").size(); i++) {
                observed.put("arm" + i, row.path("observed").get(i).longValue());
                shares.put("arm" + i, row.path("weights").get(i).doubleValue());
            }
            SampleRatio ratio = SampleRatio.of(List.of(new SampleRatio.Stratum(observed, shares)), 10_000);
            assertEquals(row.path("chi2").doubleValue(), ratio.chiSquare(), EXACT * 10);
            assertRelative(row.path("p").doubleValue(), ratio.pValue());
        }
    }

    @Test
    void lift_goldenMeans_liftErrorSequenceAndPEqual() {
        JsonNode row = Golden.of("sequential_cs").path("growthbook_cases").get(0);
        assertSequence(row, mean(row, "a"), mean(row, "b"));
    }

    @Test
    void lift_goldenProportions_liftErrorSequenceAndPEqual() {
        JsonNode row = Golden.of("sequential_cs").path("growthbook_cases").get(1);
        assertSequence(row, proportion(row, "a"), proportion(row, "b"));
    }

    private static void assertSequence(JsonNode row, Estimate a, Estimate b) {
        Estimate lift = Estimators.lift(a, b);
        ConfidenceSequence sequence = new ConfidenceSequence(
                row.path("alpha").doubleValue(), row.path("Nstar").doubleValue());
        Interval interval = sequence.around(lift);
        assertEquals(row.path("lift").doubleValue(), lift.value(), EXACT);
        assertEquals(row.path("se").doubleValue(), lift.standardError(), EXACT);
        assertEquals(row.path("lo").doubleValue(), interval.low(), EXACT);
        assertEquals(row.path("hi").doubleValue(), interval.high(), EXACT);
        assertRelative(row.path("p").doubleValue(), sequence.pValue(lift));
    }

    @Test
    void halfWidth_goldenRatiosToZ_equal() {
        JsonNode rows = Golden.of("sequential_cs").path("halfwidth_table");
        assertEquals(18, rows.size());
        double z = 1.959964; // what the table was divided by
        for (JsonNode row : rows) {
            ConfidenceSequence sequence =
                    new ConfidenceSequence(0.05, row.path("Nstar").doubleValue());
            double half = sequence.halfWidth(1, row.path("n").doubleValue());
            assertEquals(row.path("ratio_to_z").doubleValue(), half / z, EXACT, row.toString());
        }
    }

    @Test
    void welch_golden_equals() {
        JsonNode row = Golden.of("welch_absolute");
        Estimate a = mean(row, "a");
        Estimate b = mean(row, "b");
        WelchTest test = WelchTest.of(a, b);
        Interval interval = test.interval(0.05);
        assertEquals(row.path("diff").doubleValue(), test.difference(), EXACT);
        assertEquals(row.path("se").doubleValue(), test.standardError(), EXACT);
        assertEquals(row.path("df").doubleValue(), test.degrees(), EXACT * 1_000);
        assertEquals(row.path("lo").doubleValue(), interval.low(), EXACT);
        assertEquals(row.path("hi").doubleValue(), interval.high(), EXACT);
        assertRelative(row.path("p").doubleValue(), test.pValue());
    }

    @Test
    void mixtureSprt_golden_equals() {
        JsonNode rows = Golden.of("msprt").path("rows");
        assertEquals(4, rows.size());
        for (JsonNode row : rows) {
            MixtureSprt test = new MixtureSprt(Math.sqrt(row.path("tau2").doubleValue()));
            Estimate effect =
                    new Estimate(row.path("d").doubleValue(), row.path("V").doubleValue(), 1);
            assertRelative(row.path("Lambda").doubleValue(), test.likelihoodRatio(effect));
            assertRelative(row.path("p").doubleValue(), test.pValue(effect));
        }
    }

    @Test
    void cuped_golden_equals() {
        JsonNode data = Golden.of("cuped");
        MomentsAccumulator[] arms = {new MomentsAccumulator(), new MomentsAccumulator()};
        for (int i = 0; i < data.path("y").size(); i++) {
            arms[data.path("t").get(i).intValue()].add(
                    data.path("y").get(i).doubleValue(),
                    1,
                    data.path("x").get(i).doubleValue());
        }
        Moments control = arms[0].moments();
        Moments treated = arms[1].moments();
        Cuped cuped = Cuped.pooled(List.of(control, treated));
        assertEquals(data.path("theta_pooled_unstratified").doubleValue(), cuped.theta(), EXACT);
        WelchTest raw = WelchTest.of(Estimators.ratio(control), Estimators.ratio(treated));
        WelchTest adjusted = WelchTest.of(cuped.adjust(control), cuped.adjust(treated));
        assertEquals(data.path("diff_raw").doubleValue(), raw.difference(), EXACT);
        assertEquals(data.path("var_raw").doubleValue(), raw.standardError() * raw.standardError(), EXACT);
        assertEquals(data.path("diff_cuped").doubleValue(), adjusted.difference(), EXACT);
        assertEquals(data.path("var_cuped").doubleValue(), adjusted.standardError() * adjusted.standardError(), EXACT);
    }

    @Test
    void ratio_goldenClicksAndImpressions_deltaVarianceEquals() {
        JsonNode data = Golden.of("ratio_delta");
        MomentsAccumulator units = new MomentsAccumulator();
        for (int i = 0; i < data.path("clicks").size(); i++) {
            units.add(
                    data.path("clicks").get(i).doubleValue(),
                    data.path("impressions").get(i).doubleValue(),
                    0);
        }
        Estimate ctr = Estimators.ratio(units.moments());
        assertEquals(data.path("ctr").doubleValue(), ctr.value(), EXACT);
        assertEquals(data.path("se").doubleValue(), ctr.standardError(), EXACT);
    }

    private static Estimate mean(JsonNode row, String arm) {
        double sum = row.path("sum_" + arm).doubleValue();
        double squares = row.path("sumsq_" + arm).doubleValue();
        long n = row.path("n_" + arm).longValue();
        return Estimators.ratio(new Moments(n, sum, n, 0, squares, n, 0, sum, 0, 0));
    }

    private static Estimate proportion(JsonNode row, String arm) {
        long n = row.path("n_" + arm).longValue();
        double p = row.path("x_" + arm).doubleValue() / n;
        return new Estimate(p, p * (1 - p) / n, n);
    }

    private static void assertRelative(double expected, double actual) {
        assertEquals(expected, actual, 1e-6 * Math.abs(expected));
    }
}

package io.candor.offpolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.math.Bootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The small sample of the Open Bandit Dataset, against numbers that another program computed from the same files. */
final class OpenBanditDataTest {
    private static final Path DATA = Path.of("..", "shared", "data", "obd");

    private JsonNode golden = new ObjectMapper().createObjectNode();

    @BeforeEach
    void dataIsThere() throws IOException {
        Path expected = DATA.resolve("expected.json");
        assumeTrue(Files.exists(expected), "the Open Bandit Dataset is not in " + DATA);
        golden = new ObjectMapper().readTree(Files.readString(expected)).at("/computed/men");
    }

    @Test
    void estimates_randomLogToThompsonAtItsPrior_agree() {
        OpenBanditLog log = OpenBanditLog.read(DATA.resolve("random_men.csv"));
        PositionLaw law = PositionLaw.thompson(log, BetaPriors.read(DATA.resolve("prior_bts.yaml"), "men"));
        agree(golden.path("random_to_bts_exact_prior"), log, law, 1e-6);
        assertEquals(golden.at("/random/ctr").asDouble(), onPolicy(log, law), 1e-12);
    }

    @Test
    void estimates_thompsonLogToUniform_agree() {
        OpenBanditLog log = OpenBanditLog.read(DATA.resolve("bts_men.csv"));
        PositionLaw law = PositionLaw.uniform(log, log.items());
        agree(golden.path("bts_to_random_logged_pscore"), log, law, 1e-9);
        assertEquals(golden.at("/bts/ctr").asDouble(), onPolicy(log, law), 1e-12);
    }

    private static double onPolicy(OpenBanditLog log, PositionLaw law) {
        Outcomes outcomes = log.outcomes(law);
        return new ItemEstimators(outcomes, ItemRewards.none(outcomes))
                .onPolicy()
                .value();
    }

    private static void agree(JsonNode expected, OpenBanditLog log, PositionLaw law, double relative) {
        Map<String, Double> found = new LinkedHashMap<>();
        Outcomes outcomes = log.outcomes(law);
        for (String fitted : List.of("insample", "xfit2")) {
            int folds = fitted.equals("insample") ? 1 : 2;
            ItemEstimators items = new ItemEstimators(outcomes, ItemRewards.fit(outcomes, law, law.items(), folds));
            found.put("dm_" + fitted, items.directMethod().value());
            found.put("dr_" + fitted, items.doublyRobust().value());
            found.put("dr_" + fitted + "_se", items.doublyRobust().standardError());
            found.put("sndr_" + fitted, items.sndr().value());
            for (int threshold : new int[] {1, 2, 5, 10}) {
                found.put(
                        "switchdr_" + fitted + "_" + threshold,
                        items.switchDr(threshold).value());
            }
            for (int lambda : new int[] {1, 10, 100}) {
                found.put(
                        "dros_" + fitted + "_" + lambda, items.shrunkDr(lambda).value());
            }
            for (double lambda : new double[] {0.05, 0.5}) {
                found.put(
                        "sgdr_" + fitted + "_" + lambda,
                        items.subGaussianDr(lambda).value());
            }
        }
        ItemEstimators items = new ItemEstimators(outcomes, ItemRewards.none(outcomes));
        found.put("ips", items.ips().value());
        found.put("ips_se", items.ips().standardError());
        found.put("snips", items.snips().value());
        found.put("snips_se_delta", items.snips().standardError());
        found.put("snips_per_position", items.snipsByPosition().value());
        for (int clip : new int[] {2, 5, 10, 100}) {
            found.put("ips_clip_" + clip, items.clipped(clip).value());
        }
        for (double lambda : new double[] {0.05, 0.5}) {
            found.put("sgips_" + lambda, items.subGaussianIps(lambda).value());
        }
        WeightDiagnostics diagnostics = WeightDiagnostics.of(outcomes, law);
        found.put("n", (double) diagnostics.rows());
        found.put("mean_w", diagnostics.meanWeight().mean());
        found.put("max_w", diagnostics.maxWeight());
        found.put("ess", diagnostics.ess());
        assertTrue(found.size() > 40);
        found.forEach((name, value) -> {
            double exact = expected.path(name).asDouble(Double.NaN);
            assertEquals(exact, value, relative * Math.abs(exact), name);
        });
        interval(expected.path("ips_boot_mean_lo_hi_seed12345_B10000"), outcomes, items.ips());
        assertEquals(List.of(), diagnostics.objections());
    }

    /** Another generator draws, so ends agree within a twentieth of the width. */
    private static void interval(JsonNode expected, Outcomes outcomes, RatioSum ips) {
        double[] drawn =
                new Bootstrap(10_000, 12_345).draw(outcomes.units(), 1, (times, out) -> out[0] = ips.value(times))[0];
        Estimate estimate = ips.estimate(drawn);
        double low = expected.path(1).asDouble();
        double high = expected.path(2).asDouble();
        assertEquals(low, estimate.lo(), 0.05 * (high - low));
        assertEquals(high, estimate.hi(), 0.05 * (high - low));
    }
}

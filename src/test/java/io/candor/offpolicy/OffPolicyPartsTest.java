package io.candor.offpolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.math.Bootstrap;
import io.candor.math.SplitMix64;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OffPolicyPartsTest {
    @TempDir
    private Path directory;

    @Test
    void choose_handComputed_keepsTheNarrowestThatAgrees() {
        // Means 5 ± much, 5.5 ± less, 6.5 ± least: the last one disagrees with the second.
        Slope.Candidate wide = new Slope.Candidate(1, sum(5, 8));
        Slope.Candidate middle = new Slope.Candidate(2, sum(5.5, 1));
        Slope.Candidate narrow = new Slope.Candidate(3, sum(6.5, 0.01));
        assertEquals(2, Slope.choose(List.of(narrow, wide, middle), 100).parameter());
        assertEquals(3, Slope.choose(List.of(narrow, wide), 100).parameter());
        assertEquals(1, Slope.choose(List.of(wide), 100).parameter());
    }

    /** Returns the mean of a hundred numbers of which half are higher and half are lower by {@code distance}. */
    private static RatioSum sum(double mean, double distance) {
        Outcomes.Builder builder = new Outcomes.Builder();
        for (int i = 0; i < 100; i++) {
            double reward = mean + (i % 2 == 0 ? distance : -distance);
            builder.request(i, List.of(Outcomes.Row.single(0, 1, reward, 1, 1)));
        }
        Outcomes outcomes = builder.build();
        return new ItemEstimators(outcomes, ItemRewards.none(outcomes)).ips();
    }

    @Test
    void estimate_handComputed_isMeanErrorAndBound() {
        Estimate estimate = sum(3, 2).estimate();
        // s² = 100·4/99, and the range of the contributions is 4.
        double se = Math.sqrt(400 / 99.0 / 100);
        double ln = Math.log(40);
        assertEquals(3, estimate.value(), 1e-12);
        assertEquals(se, estimate.se(), 1e-12);
        assertEquals(3 + 1.959964 * se, estimate.hi(), 1e-6);
        assertEquals(3 - Math.sqrt(2 * ln) * se - 28 * ln / 297, estimate.lowerBound(), 1e-12);
    }

    @Test
    void fit_handComputed_isDrawnToTheMeanOfTheOtherFold() {
        Outcomes.Builder builder = new Outcomes.Builder();
        double[] rewards = {1, 0, 1, 1};
        int[] items = {0, 0, 1, 0};
        for (int i = 0; i < 4; i++) {
            builder.request(i, List.of(Outcomes.Row.single(items[i], 1, rewards[i], 0.5, 0.5)));
        }
        Outcomes outcomes = builder.build();
        TargetLaw law = law(0.25, 0.75);
        ItemRewards crossed = ItemRewards.fit(outcomes, law, 2, 2);
        // Unit 0 is predicted by units 1 and 3, which earned 0 and 1 with item 0.
        assertEquals((1 + 100 * 0.5) / 102, crossed.logged(0), 1e-15);
        assertEquals(0.25 * (1 + 100 * 0.5) / 102 + 0.75 * 0.5, crossed.expected(0), 1e-15);
        // Unit 1 is predicted by units 0 and 2, which earned 1 and 1.
        assertEquals(1, crossed.logged(1), 1e-15);
        ItemRewards all = ItemRewards.fit(outcomes, law, 2, 1);
        assertEquals((2 + 100 * 0.75) / 103, all.logged(3), 1e-15);
    }

    void estimate_fewUnits_isStretchedAsStudentSays() {
        Outcomes.Builder builder = new Outcomes.Builder();
        for (int i = 0; i < 5; i++) {
            builder.request(i, List.of(Outcomes.Row.single(0, 1, i, 1, 1)));
        }
        Outcomes outcomes = builder.build();
        Estimate estimate =
                new ItemEstimators(outcomes, ItemRewards.none(outcomes)).ips().estimate(new double[] {1, 4});
        // t of 4 degrees of freedom is 2.7764, and the percentiles are 1.075 and 3.925, around 2.
        double stretch = 2.776445 / 1.959964 * Math.sqrt(5 / 4.0);
        assertEquals(2 - stretch * 0.925, estimate.lo(), 1e-5);
        assertEquals(2 + stretch * 1.925, estimate.hi(), 1e-5);
    }

    private static TargetLaw law(double... probabilities) {
        return new TargetLaw() {
            @Override
            public double expectation(int row, double[] values) {
                double sum = 0;
                for (int item = 0; item < probabilities.length; item++) {
                    sum += probabilities[item] * values[item];
                }
                return sum;
            }

            @Override
            public double uncovered(int row) {
                return row == 0 ? 0.4 : 0;
            }
        };
    }

    @Test
    void diagnostics_handComputed_tellOfWeights() {
        Outcomes.Builder builder = new Outcomes.Builder();
        builder.request("u", List.of(Outcomes.Row.single(0, 1, 0, 0.5, 0.25)));
        builder.request("u", List.of(Outcomes.Row.single(1, 2, 0, 0.25, 0.5)));
        builder.request("v", List.of(Outcomes.Row.single(1, 2, 1, 0.5, 0.75)));
        builder.request("w", List.of());
        WeightDiagnostics diagnostics = WeightDiagnostics.of(builder.build(), law(1));
        assertEquals(4 / 3.0, diagnostics.meanWeight().mean(), 1e-12);
        // By unit: −1/6 for u and 1/6 for v, so √(2/36 · 2)/3.
        assertEquals(
                4 / 3.0 + 1.959964 * Math.sqrt(4 / 36.0) / 3,
                diagnostics.meanWeight().high(),
                1e-6);
        assertEquals(16 / 6.5, diagnostics.ess(), 1e-12);
        assertEquals(2, diagnostics.maxWeight());
        assertEquals(0.5, diagnostics.topShare());
        assertEquals(0.4 / 3, diagnostics.uncovered(), 1e-15);
        assertEquals(2, diagnostics.positions().size());
        assertEquals(3, diagnostics.positions().get(1).meanInverse());
        assertEquals(
                2, diagnostics.objections().size(), diagnostics.objections().toString());
    }

    @Test
    void tells_slatesOfWhichTheTargetIsHalf_notOfSlates() {
        assertTrue(report(1).tells("sips"));
        // The target's other half is slates that the log never shows: the effective sample does not tell, the mean
        // weight does.
        OffPolicyReport half = report(0.5);
        assertEquals(400 / 1.25, half.diagnostics().slateEss(), 1e-9);
        assertEquals(0.5, half.diagnostics().slateMeanWeight().mean(), 1e-12);
        assertTrue(half.tells("dr"));
        assertFalse(half.tells("sips"));
    }

    /** Slates of two items whose weights are half or three halves, and those of whole slates that times a share. */
    private static OffPolicyReport report(double share) {
        Outcomes.Builder builder = new Outcomes.Builder();
        for (int request = 0; request < 400; request++) {
            double weight = request % 2 == 0 ? 0.5 : 1.5;
            builder.request(
                    request,
                    List.of(
                            new Outcomes.Row(0, 1, 1, 0.5, weight, weight),
                            new Outcomes.Row(1, 2, 0, 0.5, weight, share * weight)));
        }
        return OffPolicyEvaluation.run(builder.build(), law(0.5, 0.5), 2, OffPolicyPlan.of(2, new Bootstrap(10, 1)));
    }

    @Test
    void positions_equalPriors_areUniform() {
        double[][] found = new BetaRace(new double[] {3, 3, 3, 3}, new double[] {50, 50, 50, 50}).positions(4);
        for (double[] row : found) {
            for (double probability : row) {
                assertEquals(0.25, probability, 1e-9);
            }
        }
    }

    @Test
    void positions_twoItems_areTheClosedForm() {
        // P(Beta(2, 3) > Beta(4, 5)) by Σ_{i<α₁} B(α₂+i, β₁+β₂) / ((β₁+i) B(1+i, β₁) B(α₂, β₂)).
        double[][] found = new BetaRace(new double[] {2, 4}, new double[] {3, 5}).positions(2);
        double sum = 0;
        for (int i = 0; i < 2; i++) {
            sum += beta(4 + i, 8) / ((3 + i) * beta(1 + i, 3) * beta(4, 5));
        }
        assertEquals(sum, found[0][0], 1e-7);
        assertEquals(1 - sum, found[1][0], 1e-7);
    }

    private static double beta(int a, int b) {
        return factorial(a - 1) * factorial(b - 1) / factorial(a + b - 1);
    }

    private static double factorial(int n) {
        return n <= 1 ? 1 : n * factorial(n - 1);
    }

    @Test
    void positions_randomPriors_areProbabilities() {
        SplitMix64 random = new SplitMix64(4);
        for (int round = 0; round < 10; round++) {
            int n = 2 + random.nextInt(8);
            double[] alpha = new double[n];
            double[] beta = new double[n];
            for (int i = 0; i < n; i++) {
                alpha[i] = 3 + random.nextInt(200);
                beta[i] = 100 + random.nextInt(20_000);
            }
            double[][] found = new BetaRace(alpha, beta).positions(n);
            for (int k = 0; k < n; k++) {
                double atRank = 0;
                double ofItem = 0;
                for (int i = 0; i < n; i++) {
                    assertTrue(found[k][i] >= 0 && found[k][i] <= 1 + 1e-9);
                    atRank += found[k][i];
                    ofItem += found[i][k];
                }
                assertEquals(1, atRank, 1e-7);
                assertEquals(1, ofItem, 1e-7);
            }
        }
    }

    @Test
    void read_noSuchLog_isRefusedWithTheLine() throws IOException {
        refused("there is no such file", directory.resolve("absent.csv"));
        refused("has no row", file(""));
        refused("has no row", file("item_id,position,click,propensity_score\n"));
        refused("line 2: there is no column 'propensity_score'", file("item_id,position,click\n1,1,0\n"));
        String header = "item_id,position,click,propensity_score\n1,1,0,0.5\n";
        refused("line 3: propensity_score must be above 0 to 1, was 0.0", file(header + "1,1,0,0\n"));
        refused("line 3: click must be a number, was 'x'", file(header + "1,1,x,0.5\n"));
        refused("line 3: item_id must be 0 or more", file(header + "-1,1,0,0.5\n"));
        assertEquals(
                List.of(new OpenBanditLog.Logged(1, 1, 0, 0.5)),
                OpenBanditLog.read(file(header)).rows());
    }

    @Test
    void read_priors_areCheckedAndChosen() throws IOException {
        Path good = file("men:\n  alpha: [1, 2]\n  beta: [3, 4]\n");
        assertEquals(4, BetaPriors.read(good, "men").beta()[1]);
        assertTrue(failure(() -> BetaPriors.read(good, "women")).contains("there are: men"));
        Path uneven = file("men:\n  alpha: [1, 2]\n  beta: [3]\n");
        assertTrue(failure(() -> BetaPriors.read(uneven, "men")).contains("2 alphas and 1 betas"));
        Path low = file("men:\n  alpha: [0.5]\n  beta: [3]\n");
        assertTrue(failure(() -> BetaPriors.read(low, "men")).contains("1 or more, was 0.5"));
        Path broken = file("men: [\n");
        assertTrue(failure(() -> BetaPriors.read(broken, "men")).contains("is not YAML"));
    }

    @Test
    void outcomes_badRows_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> Outcomes.Row.single(0, 1, 0, 0, 0.5));
        assertThrows(IllegalArgumentException.class, () -> Outcomes.Row.single(0, 0, 0, 1, 0.5));
        assertThrows(IllegalArgumentException.class, () -> Outcomes.Row.single(0, 1, Double.NaN, 1, 0.5));
        assertThrows(IllegalArgumentException.class, () -> Outcomes.Row.single(0, 1, 0, 1, -0.5));
    }

    private void refused(String said, Path log) {
        String message = failure(() -> OpenBanditLog.read(log));
        assertTrue(message.contains(said), message);
    }

    private static String failure(org.junit.jupiter.api.function.Executable call) {
        return String.valueOf(assertThrows(CandorException.class, call).getMessage());
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "log", ".csv"), content);
    }
}

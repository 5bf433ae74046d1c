package io.candor.debiasing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.cli.BenchSuite;
import io.candor.cli.TablePrinter;
import io.candor.dataset.Interactions;
import io.candor.event.Action;
import io.candor.training.TrainedFactors;
import io.candor.training.TrainingData;
import io.candor.training.TrainingRun;
import io.candor.training.TrainingSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code candor bench debiased-training}: models learnt from the clicks on a policy that likes what is popular, by each weighting, judged by
 * the true relevance ({@link ClickWorld}). Each is shown with the regularisation that truth likes best, so that only the weighting
 * differs.
 */
public final class DebiasedTrainingBench implements BenchSuite {
    private static final int[] REQUESTS = {15_000, 60_000, 240_000};
    private static final double ALPHA0 = 0.1;
    private static final String[] LAMBDAS = {"0.003", "0.03", "0.3", "3", "30"};
    private static final String[] SGD_LAMBDAS = {"0.0003", "0.003", "0.03"};
    private static final double LEAST_LEAD = 0.1;
    /** What another seed changes. */
    private static final double NOISE = 0.003;

    private static final String NAIVE = "clicks as they are";
    private static final String COEC = "clicks over examination";

    /** A way of learning; of triplets with a sampler, else of least squares. */
    record Way(String sampler, double alpha0, WeightingSettings settings) {
        static Way squares(WeightingSettings settings) {
            return new Way("", ALPHA0, settings);
        }

        static Way triplets(String sampler, WeightingSettings settings) {
            return new Way(sampler, 0, settings);
        }

        boolean ofSquares() {
            return sampler.isEmpty();
        }
    }

    private static Map<String, Way> ways() {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put(NAIVE, Way.squares(WeightingSettings.of(Weighting.NONE)));
        ways.put(COEC, Way.squares(WeightingSettings.of(Weighting.COEC)));
        ways.put("ips, clip 0.05", Way.squares(WeightingSettings.of(Weighting.IPS)));
        ways.put("ips, clip 0.005", Way.squares(new WeightingSettings(Weighting.IPS, 0.005, 1, 0)));
        ways.put("ips^1/2, clip 0.005", Way.squares(new WeightingSettings(Weighting.IPS, 0.005, 0.5, 0)));
        ways.put("relmf, clip 0.05", Way.squares(WeightingSettings.of(Weighting.RELMF)));
        ways.put("relmf, clip 0.005", Way.squares(new WeightingSettings(Weighting.RELMF, 0.005, 1, 0)));
        ways.put("clicks, popularity^-1/2", Way.squares(new WeightingSettings(Weighting.NONE, 0.05, 1, 0.5)));
        ways.put("bpr on clicks", Way.triplets("uniform", WeightingSettings.of(Weighting.NONE)));
        ways.put("ubpr, clip 0.05", Way.triplets("uniform", WeightingSettings.of(Weighting.UBPR)));
        ways.put("ubpr, clip 0.005", Way.triplets("uniform", new WeightingSettings(Weighting.UBPR, 0.005, 1, 0)));
        ways.put("bpr, clicks over examination", Way.triplets("examined", WeightingSettings.of(Weighting.COEC)));
        return ways;
    }

    @Override
    public String name() {
        return "debiased-training";
    }

    @Override
    public String summary() {
        return "What models learn from biased clicks, by each weighting, against true relevance.";
    }

    @Override
    public Report run(Options options) {
        ClickWorld world = new ClickWorld(1);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("logger", world.loggerQuality()).put("popularity", world.popularityQuality());
        Map<String, List<Double>> measured = new LinkedHashMap<>();
        List<String> header = new ArrayList<>(List.of("nDCG@10 of true relevance"));
        int sizes = options.quick() ? 2 : REQUESTS.length;
        for (int size = 0; size < sizes; size++) {
            int requests = REQUESTS[size];
            options.notes().accept(requests + " requests");
            header.add(requests / 1_000 + " k");
            Map<String, ExposureTally> tallies = new LinkedHashMap<>();
            ways().forEach((name, way) ->
                    tallies.put(name, new ExposureTally(way.settings(), PositionBias.NONE, Set.of(Action.Type.CLICK))));
            world.run(requests, 7, tallies.values());
            tallies.forEach((name, tally) -> measured.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(best(world, ways().getOrDefault(name, Way.squares(WeightingSettings.defaults())), tally)));
        }
        TablePrinter table = new TablePrinter(header.toArray(String[]::new));
        measured.forEach((name, values) -> {
            List<Object> row = new ArrayList<>(List.of(name));
            values.forEach(value -> row.add(String.format(Locale.ROOT, "%.3f", value)));
            table.row(row.toArray());
            values.forEach(json.withArray(name)::add);
        });
        return new Report(text(world, table, measured, json), json);
    }

    private static String text(
            ClickWorld world, TablePrinter table, Map<String, List<Double>> measured, ObjectNode json) {
        List<Double> naive = measured.getOrDefault(NAIVE, List.of());
        List<Double> coec = measured.getOrDefault(COEC, List.of());
        double lead = coec.getLast() - naive.getLast();
        boolean grows = true;
        for (int size = 1; size < coec.size(); size++) {
            grows &= coec.get(size) >= coec.get(size - 1) - NOISE;
        }
        json.put("lead", lead).put("grows", grows);
        TablePrinter verdicts = new TablePrinter("target", "figure", "verdict");
        verdicts.row(
                COEC + " over " + NAIVE + ": at least " + LEAST_LEAD,
                String.format(Locale.ROOT, "%.3f", lead),
                lead >= LEAST_LEAD ? "met" : "MISSED");
        verdicts.row(COEC + " does not fall with more data", coec, grows ? "met" : "MISSED");
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        out.printf(
                Locale.ROOT,
                "%d users x %d items; the logger's own order %.3f, popularity %.3f%n",
                ClickWorld.USERS,
                ClickWorld.ITEMS,
                world.loggerQuality(),
                world.popularityQuality());
        table.print(out);
        out.println();
        verdicts.print(out);
        out.flush();
        return text.toString();
    }

    private static double best(ClickWorld world, Way way, ExposureTally tally) {
        double best = 0;
        for (String lambda : way.ofSquares() ? LAMBDAS : SGD_LAMBDAS) {
            best = Math.max(best, quality(world, way, tally, lambda));
        }
        return best;
    }

    /** Returns the mean nDCG@10 of what is learnt in a way. */
    static double quality(ClickWorld world, Way way, ExposureTally tally, String lambda) {
        Interactions pairs = tally.interactions(way.alpha0());
        TrainingSettings settings = way.ofSquares()
                ? TrainingSettings.of(
                        "ials",
                        Map.of("dims", "8", "alpha0", Double.toString(way.alpha0()), "nu", "0", "lambda", lambda))
                : TrainingSettings.of("bpr", Map.of("dims", "8", "lambda", lambda, "sampler", way.sampler()));
        TrainedFactors model = new TrainingRun(settings.trainer(), 1, () -> 0)
                .train(TrainingData.of(pairs, 1e-6f), way.ofSquares() ? 30 : 40, epoch -> {});
        return world.quality(scores(pairs, model));
    }

    /** Returns what a model thinks, by the numbers of the world; 0 of whom and what it never saw. */
    private static double[][] scores(Interactions pairs, TrainedFactors model) {
        double[][] scores = new double[ClickWorld.USERS][ClickWorld.ITEMS];
        for (int user = 0; user < pairs.users().size(); user++) {
            for (int item = 0; item < pairs.items().size(); item++) {
                scores[Integer.parseInt(pairs.users().idAt(user))][
                                Integer.parseInt(pairs.items().idAt(item))] =
                        model.rating(user, item) - model.userBias().at(user);
            }
        }
        return scores;
    }
}

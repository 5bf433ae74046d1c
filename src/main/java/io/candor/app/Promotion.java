package io.candor.app;

import io.candor.event.Action;
import io.candor.exposure.ExposureLog;
import io.candor.exposure.ExposureQuery;
import io.candor.model.BundleReader;
import io.candor.model.ModelManifest;
import io.candor.model.ModelSnapshot;
import io.candor.offpolicy.Estimate;
import io.candor.offpolicy.OffPolicyEvaluation;
import io.candor.offpolicy.OffPolicyPlan;
import io.candor.offpolicy.OffPolicyReport;
import io.candor.serving.PolicyReplay;
import io.candor.storage.PgModelRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The gate between a trained model and those who would be served by it: it may serve if the log of what served says with confidence that
 * it earns more,
 *
 * <pre>
 *   lower end of the 95 % interval of V(new model) − V(log)   ≥   margin
 * </pre>
 *
 * by the doubly robust estimate, with the exploration of the log and its candidates, ranked by the new model; and if nothing speaks
 * against the estimate: an effective sample of 100 requests, a mean weight whose interval covers 1. The log has to be one that the model
 * was not trained on: a model favours what was shown to those it learnt from, so that by those slates it would seem better than it is. Their
 * mean weight, which is above 1 then, gives it away.
 */
public final class Promotion {
    private Promotion() {}

    /**
     * What the gate says.
     *
     * @param version of the model in question
     * @param report the evaluation
     * @param slates that were evaluated
     * @param skipped slates that could not be: degraded, without a draw, or of somebody whom one of the models does not know
     * @param objections why it may not serve; empty when it may
     */
    public record Verdict(String version, OffPolicyReport report, int slates, int skipped, List<String> objections) {
        public Verdict {
            objections = List.copyOf(objections);
        }

        public boolean passed() {
            return objections.isEmpty();
        }

        /** Returns how much more the model earns a request, with its interval. */
        public Estimate difference() {
            return Objects.requireNonNull(report.estimates().get(OffPolicyReport.DIFFERENCE), "there always is one");
        }
    }

    /**
     * Judges a bundle.
     *
     * @param reward which kind of action earns 1
     * @param models where the models that served are, by version; slates of others are left out
     * @param margin how much more it has to earn a request
     * @throws io.candor.error.CandorException DATASET_INVALID when no slate can be replayed; what reading the log or the bundle throws
     */
    public static Verdict judge(
            ExposureLog log,
            ExposureQuery query,
            Action.Type reward,
            Map<String, Path> models,
            Path bundle,
            OffPolicyPlan plan,
            double margin) {
        ModelSnapshot model = BundleReader.open(bundle);
        try (ModelRanking ranking = new ModelRanking(models, model)) {
            PolicyReplay replay = new PolicyReplay(logged -> logged, ranking).withoutConditionals();
            ReplayedLog replayed = ReplayedLog.of(log, query, reward, replay);
            OffPolicyReport report = OffPolicyEvaluation.run(replayed.outcomes(), replayed, replayed.items(), plan);
            return new Verdict(
                    model.manifest().version(),
                    report,
                    report.requests(),
                    replayed.degraded() + replayed.skipped(),
                    objections(report, margin));
        } finally {
            model.release();
        }
    }

    private static List<String> objections(OffPolicyReport report, double margin) {
        List<String> objections = new ArrayList<>(report.diagnostics().objections());
        Estimate difference = Objects.requireNonNull(report.estimates().get(OffPolicyReport.DIFFERENCE));
        if (!(difference.lo() >= margin)) {
            objections.add(String.format(
                    Locale.ROOT,
                    "it would have earned %.6f more a request (%.6f to %.6f), and the lower end is below %.6f",
                    difference.value(),
                    difference.lo(),
                    difference.hi(),
                    margin));
        }
        return objections;
    }

    /** Returns where the bundles are that have served or might: in the directory of models, or where they were activated from. */
    public static Map<String, Path> bundles(CandorConfig config, DataDirectory data) {
        Map<String, Path> bundles = new HashMap<>();
        DatabaseSession.run(config, data, database -> new PgModelRegistry(database).list())
                .forEach(model -> {
                    Path here = data.models().resolve(model.version());
                    bundles.put(model.version(), Files.isDirectory(here) ? here : Path.of(model.directory()));
                });
        return bundles;
    }

    /** Makes a bundle known, and the active one; whoever serves by this database follows. */
    public static void activate(CandorConfig config, DataDirectory data, Path bundle) {
        ModelManifest manifest = BundleReader.manifest(bundle);
        DatabaseSession.run(config, data, database -> {
            PgModelRegistry registry = new PgModelRegistry(database);
            String directory = bundle.toAbsolutePath().normalize().toString();
            return registry.register(manifest.version(), directory, manifest.algorithm())
                    .compose(done -> registry.activate(manifest.version()));
        });
    }
}

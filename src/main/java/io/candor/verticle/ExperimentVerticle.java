package io.candor.verticle;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.debiasing.PositionBias;
import io.candor.debiasing.PositionStudy;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import io.candor.experiment.Experiment;
import io.candor.experiment.ExperimentResults;
import io.candor.experiment.ExperimentRules;
import io.candor.experiment.ResultsConfig;
import io.candor.experiment.StoredExperiment;
import io.candor.experiment.Variant;
import io.candor.http.ExperimentService;
import io.candor.http.ReportService;
import io.candor.serving.CurrentPlan;
import io.candor.storage.ExperimentStore;
import io.candor.storage.ModelRegistry;
import io.candor.storage.ReportStore;
import io.candor.storage.StoredReport;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The one that follows the experiments: changes them when asked, and has requests answered by them, whatever process changed
 * them. One instance.
 */
public final class ExperimentVerticle extends VerticleBase {
    private static final Logger LOG = LogManager.getLogger(ExperimentVerticle.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MODEL = "model";

    private final ExperimentStore store;
    private final ReportStore reports;
    private final ModelRegistry models;
    private final CurrentPlan plans;
    private final ResultsConfig judging;
    private final LocalBus bus;

    public ExperimentVerticle(
            ExperimentStore store,
            ReportStore reports,
            ModelRegistry models,
            CurrentPlan plans,
            ResultsConfig judging,
            LocalBus bus) {
        this.store = store;
        this.reports = reports;
        this.models = models;
        this.plans = plans;
        this.judging = judging;
        this.bus = bus;
    }

    /** Completes when requests are answered by the experiments as they are stored now. */
    @Override
    public Future<?> start() {
        return store.subscribe(this::follow).compose(done -> bus.answerLater(LocalBus.EXPERIMENTS, this::answer));
    }

    private void follow(ExperimentStore.Book book) {
        plans.follow(book.experiments(), book.exploration());
        // Before the model verticle is there nobody hears it; at its start it asks itself.
        bus.ask(LocalBus.MODELS, new ModelMessage.Hold(plans.plan().models()));
    }

    private Future<?> answer(ExperimentMessage message) {
        return switch (message) {
            case ExperimentMessage.ListAll() -> store.list();
            case ExperimentMessage.Find(var id) -> find(id);
            case ExperimentMessage.Put put -> put(put);
            case ExperimentMessage.Delete(var id, var expected, var actor) -> store.delete(id, expected, actor);
            case ExperimentMessage.Toggle(var id, var enabled, var actor) -> store.toggle(id, enabled, actor);
            case ExperimentMessage.Results(var id) -> results(id);
            case ExperimentMessage.LatestReport(var kind) -> report(kind);
            case ExperimentMessage.Audit(var id, var limit) -> store.audit(id, limit);
            case ExperimentMessage.Exploration() -> store.exploration();
            case ExperimentMessage.SetExploration(var enabled, var actor) -> store.setExploration(enabled, actor);
        };
    }

    /** Positions count as the newest report on them says; without one there is no debiased click-through rate. */
    private Future<ExperimentResults> results(String id) {
        return reports.latest(StoredReport.POSITION_BIAS)
                .compose(report -> report.map(this::bias).orElse(Future.succeededFuture(PositionBias.NONE)))
                .compose(bias -> store.resultsInput(id, experiment -> examination(bias, experiment)))
                .map(input -> ExperimentResults.of(input, judging));
    }

    /** A report may be long, so it is not read on an event loop. */
    private Future<PositionBias> bias(StoredReport report) {
        return vertx.executeBlocking(() -> PositionBias.read(JSON.readTree(report.document())))
                .otherwise(failure -> {
                    LOG.warn("report {} {} is not understood", report.kind(), report.version(), failure);
                    return PositionBias.NONE;
                });
    }

    private static List<Double> examination(PositionBias bias, Experiment experiment) {
        List<String> placements = experiment.audience().placements();
        String placement = placements.size() == 1 ? placements.getFirst() : "";
        return bias.isEmpty() ? List.of() : bias.curve(placement, "", PositionStudy.MOST_POSITIONS);
    }

    private Future<ReportService.Report> report(String kind) {
        return reports.latest(kind)
                .map(found -> found.map(report -> new ReportService.Report(
                                report.kind(), report.version(), report.madeAt(), report.document()))
                        .orElseThrow(() -> new CandorException(
                                ErrorCode.REPORT_NOT_FOUND, "there is no report '" + kind + "' yet")));
    }

    private Future<StoredExperiment> find(String id) {
        return store.find(id)
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(new CandorException(
                                ErrorCode.EXPERIMENT_NOT_FOUND, "there is no experiment '" + id + "'"))));
    }

    private Future<ExperimentService.Saved> put(ExperimentMessage.Put put) {
        check(put.document());
        return checkModels(put.document())
                .compose(done -> store.put(put.document(), put.expectedRevision(), put.actor()))
                .map(saved -> new ExperimentService.Saved(saved.stored(), saved.created()));
    }

    /** A version that is not known would never be loaded: its arm would be the active model for ever. */
    private Future<Void> checkModels(Experiment document) {
        List<Variant> variants = document.variants();
        if (variants.stream().noneMatch(variant -> variant.overrides().containsKey(MODEL))) {
            return Future.succeededFuture();
        }
        return models.list().compose(known -> {
            List<Violation> violations = new ArrayList<>();
            for (int i = 0; i < variants.size(); i++) {
                Object version = variants.get(i).overrides().get(MODEL);
                if (version != null
                        && known.stream().noneMatch(model -> model.version().equals(version))) {
                    violations.add(new Violation(
                            "variants[" + i + "].overrides." + MODEL, "there is no model '" + version + "'"));
                }
            }
            return violations.isEmpty() ? Future.succeededFuture() : Future.failedFuture(unfit(violations));
        });
    }

    private static CandorException unfit(List<Violation> violations) {
        return new CandorException(
                ErrorCode.INVALID_REQUEST, "the experiment does not fit the configuration", violations);
    }

    private void check(Experiment document) {
        List<Violation> violations = new ArrayList<>();
        ExperimentRules.check(document, plans.placements(), plans.plan()::problems, violations);
        if (!violations.isEmpty()) {
            throw unfit(violations);
        }
    }
}

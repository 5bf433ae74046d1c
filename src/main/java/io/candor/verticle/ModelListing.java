package io.candor.verticle;

import io.candor.error.CandorException;
import io.candor.http.ModelStatus;
import io.candor.model.BundleReader;
import io.candor.serving.CurrentModel;
import io.candor.storage.ModelRegistry;
import io.candor.storage.ModelRegistry.RegisteredModel;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says which models there are: those registered, and the bundles that were refused. Thread-safe. */
final class ModelListing {
    private final ModelRegistry registry;
    private final CurrentModel models;
    private final BundleDirectory bundles;
    private final BundleProblems problems;
    private final WorkerExecutor workers;

    ModelListing(
            ModelRegistry registry,
            CurrentModel models,
            BundleDirectory bundles,
            BundleProblems problems,
            WorkerExecutor workers) {
        this.registry = registry;
        this.models = models;
        this.bundles = bundles;
        this.problems = problems;
        this.workers = workers;
    }

    /** Returns every model, the newest registered first, and refused bundles last. */
    Future<List<ModelStatus>> all() {
        return registry.list().compose(known -> workers.executeBlocking(() -> describe(known)));
    }

    /** Returns one registered model. */
    Future<ModelStatus> one(String version) {
        return all().map(list -> list.stream()
                .filter(status -> status.version().equals(version))
                .findFirst()
                .orElseThrow());
    }

    private List<ModelStatus> describe(List<RegisteredModel> known) {
        List<ModelStatus> all = new ArrayList<>();
        Set<String> registered = new HashSet<>();
        known.stream()
                .sorted((a, b) -> b.registeredAt().compareTo(a.registeredAt()))
                .forEach(model -> {
                    registered.add(model.version());
                    all.add(status(model));
                });
        problems.all().forEach((version, problem) -> {
            if (!registered.contains(version)) {
                all.add(refused(version, problem));
            }
        });
        return all;
    }

    private ModelStatus status(RegisteredModel model) {
        return new ModelStatus(
                model.version(),
                model.algorithm(),
                Optional.of(model.registeredAt()),
                model.activatedAt(),
                model.active(),
                models.peek()
                        .filter(serving -> serving.version().equals(model.version()))
                        .isPresent(),
                problems.of(model.version()),
                metrics(model));
    }

    private static ModelStatus refused(String version, String problem) {
        return new ModelStatus(
                version, "", Optional.empty(), Optional.empty(), false, false, Optional.of(problem), Map.of());
    }

    private Map<String, Double> metrics(RegisteredModel model) {
        try {
            return BundleReader.manifest(bundles.locate(model)).metrics();
        } catch (CandorException e) {
            // The bundle is not on this machine, or no longer whole: there is nothing to say of it.
            return Map.of();
        }
    }
}

package io.candor.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.model.ModelManifest;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints what a new bundle is. */
final class BundleSummary {
    private BundleSummary() {}

    static void print(CommonOptions common, ModelManifest manifest, Path bundle) {
        Map<String, Double> metrics = new TreeMap<>(manifest.metrics());
        TablePrinter table = new TablePrinter()
                .row("bundle", bundle)
                .row("version", manifest.version())
                .row("algorithm", manifest.algorithm() + " " + manifest.hyperparameters())
                .row("items", manifest.items() + " × " + manifest.dims())
                .row("users", manifest.users() + " × " + manifest.dims())
                .row("index", manifest.index().path("kind").asText("none"));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("bundle", bundle.toString())
                .put("version", manifest.version())
                .put("algorithm", manifest.algorithm())
                .put("items", manifest.items())
                .put("users", manifest.users())
                .put("dims", manifest.dims());
        json.set("hyperparameters", manifest.hyperparameters());
        json.set("index", manifest.index());
        ObjectNode metricsJson = json.putObject("metrics");
        metrics.forEach((name, value) -> {
            table.row(name, String.format(Locale.ROOT, "%.4f", value));
            metricsJson.put(name, value);
        });
        common.print(table, json);
    }
}

package io.candor.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.app.DataDirectory;
import io.candor.catalog.Item;
import io.candor.math.FactorMatrix;
import io.candor.model.BundleWriter;
import io.candor.model.FactorImport;
import io.candor.model.ModelDescription;
import io.candor.retrieval.IndexBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a bundle of factors that were trained elsewhere. */
@Command(name = "import", description = "Make a bundle, with its index, of factors that were trained elsewhere.")
public final class ImportCommand implements Callable<Integer> {
    private static final double[] QUANTILES = {0, 0.01, 0.5, 0.99, 1};

    @Mixin
    private CommonOptions common = new CommonOptions();

    @ArgGroup(multiplicity = "1")
    private FactorInput input = new FactorInput();

    @Option(names = "--attributes", paramLabel = "FILE", description = "Item attributes, one JSON object a line.")
    private @Nullable Path attributes;

    @Option(names = "--version-name", paramLabel = "VERSION", description = "Version of the model. Default: the time.")
    private @Nullable String version;

    @Option(names = "--strict", description = "End at the first row that cannot be taken.")
    private boolean strict;

    @Option(
            names = "--out",
            paramLabel = "BUNDLE",
            description = "Directory of the bundle. Default: <data-dir>/models/<version>.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        InstantSource clock = InstantSource.system();
        String name = version == null ? VersionNames.at("import", clock.instant()) : version;
        Path target = out == null ? new DataDirectory(common.dataDir()).models().resolve(name) : out;
        List<Item> known = attributes == null ? List.of() : ItemFile.read(attributes);
        try (BundleWriter writer = BundleWriter.create(target)) {
            FactorInput.Reports reports = input.copyInto(writer, strict);
            writer.itemAttributes(known.stream());
            writer.index(new IndexBuilder(common.loadConfig().retrieval(), line -> {
                        common.err().println(line);
                        common.err().flush();
                    })
                    .build(writer.itemFactors(), writer.userFactors(), writer.directory()));
            double[] itemNorms = norms(writer.itemFactors());
            double[] userNorms = norms(writer.userFactors());
            writer.finish(ModelDescription.imported(name, clock.instant()));
            print(target, name, reports, itemNorms, userNorms);
        }
        return ExitCode.OK;
    }

    private static double[] norms(FactorMatrix factors) {
        double[] norms = new double[factors.rows()];
        for (int i = 0; i < norms.length; i++) {
            norms[i] = factors.norm(i);
        }
        Arrays.sort(norms);
        double[] quantiles = new double[norms.length == 0 ? 0 : QUANTILES.length];
        for (int q = 0; q < quantiles.length; q++) {
            quantiles[q] = norms[(int) Math.round(QUANTILES[q] * (norms.length - 1))];
        }
        return quantiles;
    }

    private void print(Path bundle, String name, FactorInput.Reports reports, double[] itemNorms, double[] userNorms) {
        FactorImport.Report itemReport = reports.items();
        FactorImport.Report userReport = reports.users();
        TablePrinter table = new TablePrinter("", "rows", "dims", "rejected", "norm min/p1/median/p99/max")
                .row("items", itemReport.rows(), itemReport.dims(), itemReport.rejected(), text(itemNorms))
                .row("users", userReport.rows(), userReport.dims(), userReport.rejected(), text(userNorms));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("bundle", bundle.toString()).put("version", name);
        json.set("items", json(itemReport, itemNorms));
        json.set("users", json(userReport, userNorms));
        for (FactorImport.Report report : List.of(itemReport, userReport)) {
            report.samples().forEach(reject -> common.err().println("rejected " + reject));
        }
        common.err().flush();
        common.print(table, json);
    }

    private static String text(double[] quantiles) {
        StringBuilder text = new StringBuilder();
        for (double quantile : quantiles) {
            text.append(text.isEmpty() ? "" : " / ").append(String.format(Locale.ROOT, "%.4f", quantile));
        }
        return text.toString();
    }

    private static ObjectNode json(FactorImport.Report report, double[] norms) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("rows", report.rows()).put("dims", report.dims()).put("rejected", report.rejected());
        Arrays.stream(norms).forEach(json.putArray("norms")::add);
        report.samples().forEach(sample -> json.withArray("rejects").add(sample.toString()));
        return json;
    }
}

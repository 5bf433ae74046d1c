package io.candor.cli;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs one of the {@link BenchSuite}s on the class path and prints its report. */
@Command(
        name = "bench",
        description =
                "Measure a part against other engines: retrieval, events, http, kernels, model, exploration, coverage,"
                        + " debiasing, overload, soak, training. Needs a source checkout.")
public final class BenchCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "NAME", description = "Which benchmark.")
    private String name = "";

    @Option(names = "--quick", description = "A rough answer within about two minutes.")
    private boolean quick;

    @Option(
            names = "--record",
            description = "Add the figures of http to docs/bench-history.jsonl, which later runs are compared with.")
    private boolean record;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "../shared/data",
            description = "Reference data sets; what is not there is skipped. Default: ${DEFAULT-VALUE}.")
    private Path data = Path.of("");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<BenchSuite> suites = ServiceLoader.load(BenchSuite.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        BenchSuite suite = suites.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CandorException(ErrorCode.USAGE, unknown(suites)));
        PrintWriter err = spec.commandLine().getErr();
        BenchSuite.Report report = suite.run(new BenchSuite.Options(quick, data, record, line -> {
            err.println(line);
            err.flush();
        }));
        common.print(report.text(), report.json());
        return ExitCode.OK;
    }

    private String unknown(List<BenchSuite> suites) {
        if (suites.isEmpty()) {
            return "no benchmarks on the class path; they are run from a source checkout with ./candor bench";
        }
        return "no benchmark '" + name + "'; there are: "
                + String.join(
                        ", ", suites.stream().map(BenchSuite::name).sorted().toList());
    }
}

package io.candor.cli;

import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code candor} command: composes the subcommands and turns every outcome into an exit code. */
@Command(
        name = "candor",
        description = "A recommendation server that logs every impression with the probability it was shown with.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            ImportCommand.class,
            TrainCommand.class,
            TuneCommand.class,
            EvaluateCommand.class,
            OpeCommand.class,
            ExportCommand.class,
            KeysCommand.class,
            BenchCommand.class
        })
public final class Main implements Callable<Integer> {
    /** The graph library, which remarks on itself as it starts. Held, because the logging system does not. */
    private static final Logger GRAPH_LIBRARY = Logger.getLogger("io.github.jbellis.jvector");

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** Returns the whole command line; {@code execute} on it returns the exit code and never throws. */
    static CommandLine commandLine() {
        GRAPH_LIBRARY.setLevel(Level.SEVERE);
        CommandLine root = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failures());
        withHelp(root);
        return root;
    }

    private static void withHelp(CommandLine parent) {
        parent.getSubcommands().values().forEach(command -> {
            command.getCommandSpec().mixinStandardHelpOptions(true);
            withHelp(command);
        });
    }

    /** Runs when no command was named: shows what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}

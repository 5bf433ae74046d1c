package io.candor.cli;

import java.util.concurrent.Callable;
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
            PromoteCommand.class,
            SimulateCommand.class,
            PropensityCommand.class,
            ExportCommand.class,
            KeysCommand.class,
            BenchCommand.class,
            RehearseCommand.class
        })
public final class Main implements Callable<Integer> {
    static {
        // Before anything logs there: libraries that log by the JDK's own means then do so in our form, and to our
        // place.
        System.setProperty("java.util.logging.manager", "org.apache.logging.log4j.jul.LogManager");
    }

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** Returns the whole command line; {@code execute} on it returns the exit code and never throws. */
    static CommandLine commandLine() {
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

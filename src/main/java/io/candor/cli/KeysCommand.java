package io.candor.cli;

import io.candor.access.KeyFile;
import io.candor.app.DataDirectory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** API keys: makes, lists and revokes them, whether the server runs or not. The flags of all commands work on each. */
@Command(
        name = "keys",
        description = "API keys. A running server follows within a second.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KeysCreateCommand.class, KeysListCommand.class, KeysRevokeCommand.class})
public final class KeysCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Spec
    private CommandSpec spec;

    CommonOptions common() {
        return common;
    }

    /** Returns the file that the server reads too. */
    KeyFile file() {
        return directory().apiKeys(common.loadConfig().http());
    }

    DataDirectory directory() {
        return new DataDirectory(common.dataDir());
    }

    /** Runs when none of its commands was named: shows what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}

package io.candor.cli;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Makes a key invalid for ever. */
@Command(name = "revoke", description = "Make a key invalid for ever.")
public final class KeysRevokeCommand implements Callable<Integer> {
    @ParentCommand
    private KeysCommand keys = new KeysCommand();

    @Parameters(paramLabel = "ID", description = "As candor keys list shows it; the ten characters after candor_…k_.")
    private String id = "";

    @Override
    public Integer call() {
        KeyTable table = new KeyTable();
        table.add(keys.file().revoke(id, InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS)));
        table.print(keys.common());
        return ExitCode.OK;
    }
}

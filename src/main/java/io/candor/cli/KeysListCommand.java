package io.candor.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Lists the keys, in the order of their making. */
@Command(name = "list", description = "List the keys: id, kind, name, origins, rate, created, revoked.")
public final class KeysListCommand implements Callable<Integer> {
    @ParentCommand
    private KeysCommand keys = new KeysCommand();

    @Override
    public Integer call() {
        KeyTable table = new KeyTable();
        keys.file().keys().forEach(table::add);
        table.print(keys.common());
        return ExitCode.OK;
    }
}

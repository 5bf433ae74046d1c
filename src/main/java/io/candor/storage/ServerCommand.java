package io.candor.storage;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a program of PostgreSQL is started here: as whom, in which session, and tied to the life of this process.
 *
 * <p>On Linux {@code setpriv} changes from root to the account and asks the kernel to interrupt the server when the thread
 * that started it ends, however it ends; so a killed process leaves no server behind. {@code setsid} keeps Ctrl-C, which
 * the terminal sends to a whole group, from stopping the server before its user. Both replace themselves by the program, so
 * that the server is a direct child. Elsewhere, and without these tools, a server may outlive a killed process; the next
 * start finds and stops it.
 */
final class ServerCommand {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(10);

    private final List<String> dropping;
    private final List<String> detaching;
    private final boolean diesWithParent;

    private ServerCommand(List<String> dropping, List<String> detaching, boolean diesWithParent) {
        this.dropping = List.copyOf(dropping);
        this.detaching = List.copyOf(detaching);
        this.diesWithParent = diesWithParent;
    }

    /**
     * Looks for the tools.
     *
     * @throws CandorException {@code DATABASE_UNAVAILABLE} when this process is root and there is no {@code setpriv}
     */
    static ServerCommand forAccount(Optional<ServerAccount> account) {
        Optional<Path> setpriv = Subprocess.find("setpriv");
        if (account.isPresent() && setpriv.isEmpty()) {
            throw new CandorException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "the embedded PostgreSQL does not run as root, and setpriv (util-linux), which would change the"
                            + " user, is missing; install it, run as another user, or set database.uri");
        }
        List<String> dropping = new ArrayList<>();
        account.ifPresent(to -> {
            dropping.add(setpriv.orElseThrow().toString());
            dropping.addAll(List.of("--reuid=" + to.uid(), "--regid=" + to.gid(), "--clear-groups"));
        });
        List<String> detaching = new ArrayList<>();
        Subprocess.find("setsid").ifPresent(setsid -> detaching.add(setsid.toString()));
        boolean diesWithParent = setpriv.isPresent() && knowsDeathSignal(setpriv.get());
        if (diesWithParent && dropping.isEmpty()) {
            dropping.add(setpriv.orElseThrow().toString());
        }
        return new ServerCommand(dropping, detaching, diesWithParent);
    }

    private static boolean knowsDeathSignal(Path setpriv) {
        try {
            return Subprocess.run(List.of(setpriv.toString(), "--help"), Path.of("/"), PROBE_TIMEOUT)
                    .output()
                    .contains("--pdeathsig");
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns whether the kernel stops the server when this process ends in whatever way. */
    boolean diesWithParent() {
        return diesWithParent;
    }

    /** Returns the command line of a program that ends by itself. */
    List<String> oneShot(List<String> program) {
        return command(List.of(), List.of(), program);
    }

    /** Returns the command line of the server. */
    List<String> server(List<String> program) {
        return command(detaching, diesWithParent ? List.of("--pdeathsig=INT") : List.of(), program);
    }

    private List<String> command(List<String> before, List<String> option, List<String> program) {
        List<String> command = new ArrayList<>(before);
        if (!dropping.isEmpty()) {
            command.addAll(dropping);
            command.addAll(option);
            command.add("--");
        }
        command.addAll(program);
        return command;
    }
}

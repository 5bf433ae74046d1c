package io.candor.cli;

import io.candor.access.KeyFile;
import io.candor.access.KeyKind;
import io.candor.access.KeyMint;
import io.candor.access.NewKey;
import io.candor.access.RateLimit;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Makes a key and shows it, once. */
@Command(name = "create", description = "Make a key and show it, once.")
public final class KeysCreateCommand implements Callable<Integer> {
    @ParentCommand
    private KeysCommand keys = new KeysCommand();

    @Option(
            names = "--kind",
            required = true,
            paramLabel = "KIND",
            description =
                    "publishable (recommendations and events; for pages and apps), secret (items and users too; for servers)"
                            + " or admin (everything).")
    private KeyKind kind = KeyKind.PUBLISHABLE;

    @Option(names = "--name", paramLabel = "TEXT", description = "What the key is for, to recognise it by.")
    private String name = "";

    @Option(
            names = "--origin",
            arity = "1..*",
            paramLabel = "ORIGIN",
            description =
                    "An origin whose pages may use the publishable key, like https://shop.example; may be repeated.")
    private List<String> origins = new ArrayList<>();

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            description = "Requests a second; 0/s is without limit. Default: http.rates in the configuration.")
    private String rate = "";

    @Option(names = "--burst", paramLabel = "N", description = "Requests at once. Default: those of a second.")
    private int burst;

    @Override
    public Integer call() {
        NewKey made = mint();
        KeyFile file = keys.file();
        keys.directory().create();
        file.add(made.key());
        KeyTable table = new KeyTable();
        table.add(made.key());
        CommonOptions common = keys.common();
        common.print(
                made.text().reveal() + System.lineSeparator(),
                table.first().put("key", made.text().reveal()));
        common.err()
                .println("candor: this is the key " + made.key().id() + "; it is shown this once. It stands hashed in "
                        + file.path());
        common.err().flush();
        return ExitCode.OK;
    }

    private NewKey mint() {
        try {
            if (rate.isEmpty() && burst != 0) {
                throw new IllegalArgumentException("burst is given without rate");
            }
            Optional<RateLimit> limit = rate.isEmpty() ? Optional.empty() : Optional.of(RateLimit.parse(rate, burst));
            List<String> lowerCase = origins.stream()
                    .map(origin -> origin.toLowerCase(Locale.ROOT))
                    .toList();
            return new KeyMint(new SecureRandom(), InstantSource.system()).mint(kind, name, lowerCase, limit);
        } catch (IllegalArgumentException e) {
            throw new CandorException(ErrorCode.USAGE, "the key breaks a rule: " + e.getMessage(), e);
        }
    }
}

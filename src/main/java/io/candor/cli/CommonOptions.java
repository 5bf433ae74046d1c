package io.candor.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.app.CandorConfig;
import io.candor.config.ConfigLoader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The flags that every command has, as a picocli mixin, and what follows from them. Commands within a command inherit them.
 *
 * <p>Results go to standard output through {@link #print}; logs and progress go to standard error.
 */
public final class CommonOptions {
    /** System property with the directory of the checkout or installation; set by the launcher. */
    static final String HOME_PROPERTY = "candor.home";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "Configuration file. Default: $CANDOR_CONFIG, else conf/candor.yaml beside the launcher, if it is"
                            + " there.")
    private @Nullable Path config;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description =
                    "Where models, the database and journals live. Default: $CANDOR_DATA_DIR, else data beside the"
                            + " launcher.")
    private @Nullable Path dataDir;

    @Option(
            names = "--format",
            paramLabel = "table|json",
            scope = ScopeType.INHERIT,
            defaultValue = "table",
            description = "How the result is printed on standard output. Default: ${DEFAULT-VALUE}.")
    private OutputFormat format = OutputFormat.TABLE;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * Returns the file that was named by the flag or the environment, whether it exists or not; else the default one where
     * it exists; else empty, which means all defaults.
     */
    public Optional<Path> config() {
        Path named = config == null ? fromEnvironment("CANDOR_CONFIG") : config;
        if (named != null) {
            return Optional.of(named);
        }
        return Optional.of(home().resolve("conf").resolve("candor.yaml")).filter(Files::isRegularFile);
    }

    /** Returns the absolute data directory, which need not exist yet. */
    public Path dataDir() {
        Path named = dataDir == null ? fromEnvironment("CANDOR_DATA_DIR") : dataDir;
        Path chosen = named == null ? home().resolve("data") : named;
        return chosen.toAbsolutePath().normalize();
    }

    public OutputFormat format() {
        return format;
    }

    /** Returns standard output. */
    public PrintWriter out() {
        return command.commandLine().getOut();
    }

    /** Returns standard error, for progress and remarks. */
    public PrintWriter err() {
        return command.commandLine().getErr();
    }

    /** Reads the configuration from file and environment. */
    public CandorConfig loadConfig() {
        Map<String, String> environment = System.getenv();
        return config().map(file -> ConfigLoader.load(CandorConfig.class, file, environment))
                .orElseGet(() -> ConfigLoader.load(CandorConfig.class, environment));
    }

    /** Prints one of two renderings of the same result, as {@code --format} says. */
    public void print(TablePrinter table, JsonNode json) {
        switch (format) {
            case TABLE -> table.print(out());
            case JSON -> printJson(json);
        }
        out().flush();
    }

    /** Prints one of two renderings of the same result; {@code text} is whole lines. */
    public void print(String text, JsonNode json) {
        switch (format) {
            case TABLE -> out().print(text);
            case JSON -> printJson(json);
        }
        out().flush();
    }

    private void printJson(JsonNode json) {
        try {
            out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Path fromEnvironment(String variable) {
        String value = System.getenv(variable);
        return value == null || value.isBlank() ? null : Path.of(value);
    }

    private static Path home() {
        return Path.of(System.getProperty(HOME_PROPERTY, ""));
    }
}

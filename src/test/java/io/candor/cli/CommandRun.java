package io.candor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What one command line did, in this process.
 *
 * @param exitCode as a shell would see it
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int exitCode, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Runs a command; arguments are anything whose text is meant. */
    static CommandRun of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /** Runs a command that must succeed and returns what it printed as JSON. */
    static JsonNode json(Object... arguments) {
        CommandRun run = of(Stream.concat(Arrays.stream(arguments), Stream.of("--format", "json"))
                .toArray());
        assertEquals(ExitCode.OK, run.exitCode, run.err);
        try {
            return JSON.readTree(run.out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + run.out, e);
        }
    }
}

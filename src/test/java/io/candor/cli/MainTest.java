package io.candor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Command(name = "probe")
    private record Probe(Exception thrown) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw thrown;
        }
    }

    @Test
    void execute_noCommand_printsUsageAndExitsTwo() {
        assertEquals(2, execute(Main.commandLine()));
        assertTrue(err.toString().contains("Usage: candor"), err.toString());
    }

    @Test
    void execute_help_exitsZeroForEveryCommand() {
        assertEquals(0, execute(Main.commandLine(), "--help"));
        for (String command : Main.commandLine().getSubcommands().keySet()) {
            assertEquals(0, execute(Main.commandLine(), command, "--help"), command);
        }
        assertTrue(out.toString().contains("Usage: candor"), out.toString());
    }

    @Test
    void execute_everyCommand_hasTheCommonFlags() {
        Main.commandLine().getSubcommands().forEach((name, command) -> {
            for (String flag : List.of("--config", "--data-dir", "--format", "--help")) {
                assertTrue(command.getCommandSpec().optionsMap().containsKey(flag), name + " has no " + flag);
            }
        });
    }

    @Test
    void execute_unknownFlag_exitsTwoAndNamesIt() {
        assertEquals(2, execute(Main.commandLine(), "--nonsense"));
        assertTrue(err.toString().contains("--nonsense"), err.toString());
    }

    @Test
    void execute_candorException_printsMessageAndViolationsWithoutStackTrace() {
        CandorException failure = new CandorException(
                ErrorCode.CONFIG_INVALID, "conf is wrong", List.of(new Violation("http.port", "70000 is above 65535")));

        assertEquals(3, execute(failing(failure)));
        assertTrue(err.toString().startsWith("candor: conf is wrong"), err.toString());
        assertTrue(err.toString().contains("http.port: 70000 is above 65535"), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void execute_wrappedCandorException_countsAsItself() {
        CandorException failure = new CandorException(ErrorCode.BUNDLE_CORRUPT, "items.f32 is corrupt");
        assertEquals(4, execute(failing(new ExecutionException(failure))));
        assertFalse(err.toString().contains("ExecutionException"), err.toString());
    }

    @Test
    void execute_defect_printsStackTraceAndExitsOne() {
        assertEquals(1, execute(failing(new IllegalStateException("broken"))));
        assertTrue(err.toString().contains("IllegalStateException: broken"), err.toString());
    }

    private CommandLine failing(Exception thrown) {
        return new CommandLine(new Probe(thrown)).setExecutionExceptionHandler(new Failures());
    }

    private int execute(CommandLine command, String... args) {
        return command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}

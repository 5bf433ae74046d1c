package io.candor.cli;

import io.candor.error.CandorException;
import java.io.PrintWriter;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * What a failed command says: an expected failure its message and violations, anything else a stack trace as well, because
 * it is a defect to report.
 */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        Throwable cause = unwrap(thrown);
        PrintWriter err = command.getErr();
        if (cause instanceof CandorException failure) {
            err.println("candor: " + failure.describe());
            err.flush();
            return ExitCode.of(failure.code());
        }
        err.println("candor: internal error, please report it");
        cause.printStackTrace(err);
        err.flush();
        return ExitCode.INTERNAL;
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable at = thrown;
        while ((at instanceof ExecutionException || at instanceof CompletionException) && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }
}

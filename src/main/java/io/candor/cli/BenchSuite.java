package io.candor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * One benchmark that {@code candor bench NAME} runs.
 *
 * <p>Suites compare against other engines, which only the tests depend on; so they live beside the tests, are found by
 * {@link java.util.ServiceLoader}, and need a public constructor without parameters.
 */
public interface BenchSuite {
    /** Returns the name on the command line: {@code retrieval}, {@code events}, {@code http}, … */
    String name();

    /** Returns one sentence for {@code candor bench --help}. */
    String summary();

    /**
     * Runs it. Leaves nothing behind outside the build directory and temporary files that it deletes, but for
     * the history when figures are to be recorded.
     *
     * @throws Exception when it could not measure; a missed target is no exception, it stands in the report
     */
    Report run(Options options) throws Exception;

    /**
     * How to run.
     *
     * @param quick whether a rough answer within about two minutes is wanted
     * @param data directory of reference data sets; parts that need an absent one are skipped with a note
     * @param record whether the figures are added to the history that later runs are compared with, by a suite that has one
     * @param notes takes lines for a person about what is going on, shown on standard error
     */
    record Options(boolean quick, Path data, boolean record, Consumer<String> notes) {}

    /**
     * What came out, twice.
     *
     * @param text for a person, lines separated by {@code \n}
     * @param json for a program
     */
    record Report(String text, JsonNode json) {}
}

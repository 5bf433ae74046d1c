/**
 * The commands of {@code candor}.
 *
 * <p>{@link io.candor.cli.Main} composes them. A command is a class {@code XCommand implements Callable<Integer>} with
 * the flags of {@link io.candor.cli.CommonOptions} mixed in; it parses its flags, calls, and prints, and holds no logic of
 * its own. Its result goes to standard output, as a {@link io.candor.cli.TablePrinter} or as JSON, as {@code --format}
 * says; {@link io.candor.cli.Progress} and the log go to standard error.
 *
 * <p>A command throws {@code CandorException} for whatever a person can mend; {@link io.candor.cli.Main} prints it without
 * a stack trace and turns it into one of the exit codes, which are stable. Anything else is a defect and shows its trace.
 *
 * <p>picocli and the progress bar are used here and nowhere else. No other package imports this one.
 */
@NullMarked
package io.candor.cli;

import org.jspecify.annotations.NullMarked;

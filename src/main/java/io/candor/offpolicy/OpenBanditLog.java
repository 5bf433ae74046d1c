package io.candor.offpolicy;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A log in the form of the Open Bandit Dataset: CSV with a header and the columns {@code item_id}, {@code position}, {@code
 * click} and {@code propensity_score}, the probability of this item at this position; others are not read. A row is one slot;
 * which rows were shown together is not known, nor whose they were, so that each is a request and a unit of its own.
 *
 * @param rows in the order of the file
 */
public record OpenBanditLog(List<Logged> rows) {
    /**
     * One row.
     *
     * @param item ordinal, 0 or more
     * @param position from 1
     * @param click 0 or 1
     * @param propensity above 0 to 1
     */
    public record Logged(int item, int position, double click, double propensity) {}

    public OpenBanditLog {
        rows = List.copyOf(rows);
    }

    /**
     * Reads a file.
     *
     * @throws CandorException DATASET_INVALID when it is not there or is no such log, with the line
     */
    public static OpenBanditLog read(Path file) {
        List<Logged> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord line : reader) {
                rows.add(row(file, line));
            }
        } catch (NoSuchFileException e) {
            throw new CandorException(ErrorCode.DATASET_INVALID, file + ": there is no such file", e);
        } catch (IOException | CsvParseException e) {
            throw new CandorException(ErrorCode.DATASET_INVALID, file + " cannot be read: " + e.getMessage(), e);
        }
        if (rows.isEmpty()) {
            throw new CandorException(ErrorCode.DATASET_INVALID, file + " has no row");
        }
        return new OpenBanditLog(rows);
    }

    private static Logged row(Path file, NamedCsvRecord line) {
        double item = number(file, line, "item_id");
        double position = number(file, line, "position");
        double click = number(file, line, "click");
        double propensity = number(file, line, "propensity_score");
        if (item < 0 || item != (int) item || position < 1 || position != (int) position) {
            throw invalid(file, line, "item_id must be 0 or more and position 1 or more, both whole");
        }
        if (!(propensity > 0 && propensity <= 1)) {
            throw invalid(file, line, "propensity_score must be above 0 to 1, was " + propensity);
        }
        return new Logged((int) item, (int) position, click, propensity);
    }

    private static double number(Path file, NamedCsvRecord line, String column) {
        String text =
                line.findField(column).orElseThrow(() -> invalid(file, line, "there is no column '" + column + "'"));
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, with the text.
        }
        throw invalid(file, line, column + " must be a number, was '" + text + "'");
    }

    private static CandorException invalid(Path file, NamedCsvRecord line, String complaint) {
        return new CandorException(
                ErrorCode.DATASET_INVALID, file + " line " + line.getStartingLineNumber() + ": " + complaint);
    }

    /** Returns the number of items: one more than the largest ordinal. */
    public int items() {
        return rows.stream().mapToInt(Logged::item).max().orElse(-1) + 1;
    }

    /** Returns the number of positions. */
    public int positions() {
        return rows.stream().mapToInt(Logged::position).max().orElse(0);
    }

    /** Returns the outcomes, for a target by {@code target[position − 1][item]}. */
    public Outcomes outcomes(PositionLaw target) {
        Outcomes.Builder builder = new Outcomes.Builder();
        for (int i = 0; i < rows.size(); i++) {
            Logged row = rows.get(i);
            double probability = target.probability(i);
            builder.request(
                    i,
                    List.of(Outcomes.Row.single(
                            row.item(), row.position(), row.click(), row.propensity(), probability)));
        }
        return builder.build();
    }
}

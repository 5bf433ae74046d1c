package io.candor.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/** Which items belong together, from a file of lines {@code item,group}. */
final class ItemGroups {
    private final Map<String, Integer> groupOf = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    private ItemGroups() {}

    /** Reads a file; throws DATASET_INVALID with the line when it is no such one. */
    static ItemGroups read(Path file) {
        ItemGroups groups = new ItemGroups();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(file)) {
            for (CsvRecord line : reader) {
                if (line.getFieldCount() != 2) {
                    throw new CandorException(
                            ErrorCode.DATASET_INVALID,
                            file + " line " + line.getStartingLineNumber() + ": an item and its group were expected");
                }
                int number = groups.numbers.computeIfAbsent(line.getField(1), name -> groups.numbers.size());
                groups.groupOf.put(line.getField(0), number);
            }
        } catch (IOException | CsvParseException e) {
            throw new CandorException(ErrorCode.DATASET_INVALID, file + " cannot be read: " + e.getMessage(), e);
        }
        return groups;
    }

    /** Returns the number of the group of an item, by ordinal; an item without one is a group of its own. */
    IntUnaryOperator by(IntFunction<String> item) {
        return ordinal -> groupOf.getOrDefault(item.apply(ordinal), numbers.size() + ordinal);
    }
}

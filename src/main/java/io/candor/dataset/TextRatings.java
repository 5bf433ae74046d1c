package io.candor.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads delimited text, with or without a header, UTF-8. */
final class TextRatings {
    private static final int SNIFFED_BYTES = 1 << 13;

    private TextRatings() {}

    /**
     * Reads a stream to its end.
     *
     * @param file named in complaints
     * @throws IOException when the stream cannot be read
     */
    static RatingsData read(Path file, InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
        TextFormat format = TextFormat.of(firstLine(in));
        RatingRows rows = new RatingRows("line");
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(format.separator())
                .quoteCharacter(format.quote())
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .detectBomHeader(true)
                .ofCsvRecord(in, StandardCharsets.UTF_8)) {
            readRecords(reader, rows);
        }
        return rows.finish(file, format.description());
    }

    private static void readRecords(CsvReader<CsvRecord> reader, RatingRows rows) {
        ColumnLayout layout = null;
        long line = 0;
        try {
            for (CsvRecord fields : reader) {
                line = fields.getStartingLineNumber();
                if (layout == null) {
                    Optional<ColumnLayout> header = ColumnLayout.ofHeader(fields.getFields());
                    layout = header.orElseGet(() -> ColumnLayout.ofWidth(fields.getFieldCount()));
                    if (header.isPresent()) {
                        continue;
                    }
                }
                add(rows, layout, fields);
            }
        } catch (CsvParseException unreadable) {
            rows.reject(line + 1, "the rest of the file cannot be read as text with quotes");
        }
    }

    private static void add(RatingRows rows, ColumnLayout layout, CsvRecord record) {
        List<String> fields = record.getFields();
        if (fields.size() < layout.width()) {
            rows.reject(
                    record.getStartingLineNumber(),
                    fields.size() + " fields where " + layout.width() + " were expected");
            return;
        }
        rows.add(
                record.getStartingLineNumber(),
                layout,
                index -> fields.get(index).strip());
    }

    private static String firstLine(BufferedInputStream in) throws IOException {
        in.mark(SNIFFED_BYTES);
        String start = new String(in.readNBytes(SNIFFED_BYTES), StandardCharsets.UTF_8);
        in.reset();
        return start.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }
}

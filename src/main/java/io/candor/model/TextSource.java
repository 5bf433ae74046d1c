package io.candor.model;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads lines of an id and its values: CSV, TSV, and word2vec text (separated by blanks). A first line that is not a row is
 * a header: column names, or word2vec's numbers of rows and dims.
 */
record TextSource(Path file, char separator) implements FactorSource {
    @Override
    public boolean hasIds() {
        return true;
    }

    @Override
    public void readInto(Sink sink) throws IOException {
        try (Reader reader = new InputStreamReader(ImportFormat.stream(file), StandardCharsets.UTF_8)) {
            if (separator == ' ') {
                readWords(new BufferedReader(reader), sink);
            } else {
                readTable(reader, sink);
            }
        }
    }

    private void readTable(Reader reader, Sink sink) throws IOException {
        CsvReader<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(reader);
        for (CsvRecord line : records) {
            row(line.getStartingLineNumber(), line.getFields(), sink);
        }
    }

    private static void readWords(BufferedReader lines, Sink sink) throws IOException {
        String line = lines.readLine();
        for (long number = 1; line != null; number++) {
            List<String> fields = List.of(line.strip().split("[ \t]+", -1));
            boolean counts = number == 1 && fields.size() == 2;
            if (!counts && !line.isBlank()) {
                row(number, fields, sink);
            }
            line = lines.readLine();
        }
    }

    private static void row(long number, List<String> fields, Sink sink) throws IOException {
        String place = "line " + number;
        float[] vector = new float[Math.max(0, fields.size() - 1)];
        for (int d = 0; d < vector.length; d++) {
            String text = fields.get(d + 1).strip();
            try {
                vector[d] = Float.parseFloat(text);
            } catch (NumberFormatException e) {
                if (number > 1) {
                    sink.reject(place, "value " + (d + 1) + " is not a number: '" + text + "'");
                }
                return;
            }
        }
        sink.row(place, fields.getFirst(), vector);
    }
}

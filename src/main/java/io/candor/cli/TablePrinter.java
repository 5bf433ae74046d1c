package io.candor.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table for a person: a header, aligned columns, numbers to the right.
 *
 * <p>Cells are numbers or anything with a {@code toString}. Floating-point cells are printed with four decimals; format
 * them as strings where that does not fit. A table without a header is a list of labels and values. Not thread-safe.
 */
public final class TablePrinter {
    private static final String GAP = "  ";

    private final List<String> header;
    private final List<List<Object>> rows = new ArrayList<>();

    public TablePrinter(String... header) {
        this.header = List.of(header);
    }

    /**
     * Appends a row.
     *
     * @throws IllegalArgumentException if there is a header and the row is not as wide
     */
    public TablePrinter row(Object... cells) {
        if (!header.isEmpty() && cells.length != header.size()) {
            throw new IllegalArgumentException("row of " + cells.length + " cells under " + header.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** Returns what {@link #print} prints. */
    String toText() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        print(out);
        out.flush();
        return text.toString();
    }

    /** Prints the table, a line a row, without trailing blanks. */
    public void print(PrintWriter out) {
        List<List<String>> texts = new ArrayList<>();
        if (!header.isEmpty()) {
            texts.add(header);
        }
        rows.forEach(row -> texts.add(row.stream().map(TablePrinter::text).toList()));
        int columns = texts.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> line : texts) {
            for (int c = 0; c < line.size(); c++) {
                widths[c] = Math.max(widths[c], width(line.get(c)));
            }
        }
        texts.forEach(line -> out.println(align(line, widths)));
    }

    private String align(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < line.size(); c++) {
            String cell = line.get(c);
            String blanks = " ".repeat(widths[c] - width(cell));
            text.append(c == 0 ? "" : GAP).append(isNumeric(c) ? blanks + cell : cell + blanks);
        }
        return text.toString().stripTrailing();
    }

    private boolean isNumeric(int column) {
        return rows.stream().allMatch(row -> row.size() > column && row.get(column) instanceof Number);
    }

    private static String text(Object cell) {
        return switch (cell) {
            case Double d -> String.format(Locale.ROOT, "%.4f", d);
            case Float f -> String.format(Locale.ROOT, "%.4f", f);
            default -> cell.toString();
        };
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}

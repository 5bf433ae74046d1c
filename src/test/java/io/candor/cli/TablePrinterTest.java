package io.candor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TablePrinterTest {
    @Test
    void print_numbersAndText_alignsNumbersToTheRight() {
        TablePrinter table = new TablePrinter("index", "recall", "queries")
                .row("exact", 1.0, 49_637)
                .row("hnsw", 0.97654, 15);

        assertEquals("""
                index  recall  queries
                exact  1.0000    49637
                hnsw   0.9765       15
                """, printed(table));
    }

    @Test
    void print_withoutHeader_isAListOfLabelsAndValues() {
        assertEquals("""
                items  8,900
                dims   64
                """, printed(new TablePrinter().row("items", "8,900").row("dims", "64")));
    }

    @Test
    void row_widthUnlikeTheHeader_isRefused() {
        TablePrinter table = new TablePrinter("a", "b");
        assertThrows(IllegalArgumentException.class, () -> table.row(1));
    }

    private static String printed(TablePrinter table) {
        StringWriter out = new StringWriter();
        table.print(new PrintWriter(out, true));
        return out.toString().replace(System.lineSeparator(), "\n");
    }
}

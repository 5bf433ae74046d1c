package io.candor.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.cli.BenchSuite;
import io.candor.cli.TablePrinter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;

/** Targets, what was measured of them, and whether that is enough: a table, and a list in the report's JSON. */
final class Verdicts {
    private final TablePrinter table = new TablePrinter("target", "figure", "verdict");
    private final ArrayNode json;

    Verdicts(ArrayNode json) {
        this.json = json;
    }

    void atMost(double most, String target, String unit, double figure) {
        String full = String.format(Locale.ROOT, "%s: at most %.1f %s", target, most, unit);
        number(full.strip(), unit, figure, figure <= most);
    }

    void number(String target, String unit, double figure, boolean isMet) {
        row(target, String.format(Locale.ROOT, "%.2f %s", figure, unit).strip(), isMet)
                .put("figure", figure)
                .put("unit", unit);
    }

    void text(String target, String figure, boolean isMet) {
        row(target, figure, isMet).put("figure", figure);
    }

    private ObjectNode row(String target, String figure, boolean isMet) {
        table.row(target, figure, isMet ? "met" : "MISSED");
        return json.addObject().put("target", target).put("met", isMet);
    }

    void print(PrintWriter out) {
        table.print(out);
    }

    /** Returns a report of a table with the verdicts under it. */
    BenchSuite.Report under(TablePrinter measured, ObjectNode all) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        measured.print(out);
        out.println();
        print(out);
        out.flush();
        return new BenchSuite.Report(text.toString(), all);
    }
}

package io.candor.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** An HTML document that is written from top to bottom and needs nothing but itself. Not thread-safe. */
public final class HtmlReport {
    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
            table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }
            th, td { padding: .25rem .75rem; border-bottom: 1px solid #ddd; text-align: right; }
            th:first-child, td:first-child { text-align: left; }
            img { max-width: 100%; height: auto; }
            """;

    private final StringBuilder body = new StringBuilder();
    private final String title;

    public HtmlReport(String title) {
        this.title = title;
        body.append("<h1>").append(escaped(title)).append("</h1>\n");
    }

    public HtmlReport heading(String text) {
        body.append("<h2>").append(escaped(text)).append("</h2>\n");
        return this;
    }

    public HtmlReport paragraph(String text) {
        body.append("<p>").append(escaped(text)).append("</p>\n");
        return this;
    }

    /** Appends a table. */
    public HtmlReport table(List<String> header, List<List<String>> rows) {
        body.append("<table>\n");
        row("th", header);
        rows.forEach(cells -> row("td", cells));
        body.append("</table>\n");
        return this;
    }

    /** Appends a chart, held in the document itself. */
    public HtmlReport chart(Chart chart) {
        body.append("<img width=\"760\" alt=\"")
                .append(escaped(chart.title()))
                .append("\" src=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(chart.png()))
                .append("\">\n");
        return this;
    }

    /** Writes the document, over one that is there. */
    public void write(Path file) throws IOException {
        Files.writeString(file, toString());
    }

    /** Returns the document. */
    @Override
    public String toString() {
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + escaped(title)
                + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n" + body + "</body>\n</html>\n";
    }

    private void row(String tag, List<String> cells) {
        body.append("<tr>");
        for (String cell : cells) {
            body.append('<').append(tag).append('>').append(escaped(cell));
            body.append("</").append(tag).append('>');
        }
        body.append("</tr>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

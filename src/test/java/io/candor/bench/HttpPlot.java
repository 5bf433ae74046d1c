package io.candor.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler;

/** Pictures of what was measured of slates over HTTP: CPU beside the no-op, and times at half of the most. */
final class HttpPlot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;
    private static final int TILT = 20;

    private HttpPlot() {}

    /** Writes one picture, PNG. */
    static void write(List<HttpCell> cells, Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        CategoryChart cpu = chart("CPU of the server a request at 50 %, us");
        add(cpu, "slate", cells, cell -> cell.half().cpu());
        add(cpu, "no-op", cells, cell -> cell.noOpAtHalf().cpu());
        CategoryChart times = chart("Time of a slate at 50 %, ms");
        add(times, "p50", cells, cell -> cell.half().p50() / 1e3);
        add(times, "p99", cells, cell -> cell.half().p99() / 1e3);
        add(times, "p99.9", cells, cell -> cell.half().p999() / 1e3);
        BitmapEncoder.saveBitmap(List.of(cpu, times), 2, 1, file.toString(), BitmapEncoder.BitmapFormat.PNG);
    }

    private static CategoryChart chart(String title) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .build();
        chart.getStyler().setXAxisLabelRotation(TILT);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        return chart;
    }

    private static void add(CategoryChart chart, String name, List<HttpCell> cells, ToDoubleFunction<HttpCell> figure) {
        chart.addSeries(
                name,
                cells.stream().map(cell -> cell.setUp().name()).toList(),
                cells.stream().map(figure::applyAsDouble).toList());
    }
}

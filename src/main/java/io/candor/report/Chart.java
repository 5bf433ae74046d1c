package io.candor.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart as a picture. Immutable. */
public final class Chart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 380;
    /** Pixels a unit, so that text is sharp on today's screens. */
    private static final int SCALE = 2;
    /** Lines that the legend has room for. */
    private static final int MOST_NAMED = 16;

    static {
        System.setProperty("java.awt.headless", "true");
    }

    private final String title;
    private final byte[] png;

    private Chart(org.knowm.xchart.internal.chartpart.Chart<?, ?> chart) {
        this.title = chart.getTitle();
        BufferedImage image = new BufferedImage(WIDTH * SCALE, HEIGHT * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        chart.paint(graphics, WIDTH, HEIGHT);
        graphics.dispose();
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            this.png = out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Numbers of one series of bars.
     *
     * @param name in the legend
     * @param values one a category, finite
     * @param halfWidths of the intervals around them
     */
    public record Bars(String name, List<Double> values, List<Double> halfWidths) {}

    /**
     * Points of one line.
     *
     * @param name in the legend
     * @param x ascending
     * @param y as many, finite
     */
    public record Line(String name, List<Double> x, List<Double> y) {}

    /** Returns bars in groups, one a category, with their intervals; there is at least one category. */
    public static Chart bars(String title, List<String> categories, List<Bars> series) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .build();
        style(chart.getStyler());
        chart.getStyler().setAvailableSpaceFill(0.8);
        for (Bars bars : series) {
            chart.addSeries(bars.name(), categories, bars.values(), bars.halfWidths());
        }
        return new Chart(chart);
    }

    /** Returns lines over a common axis; each has at least one point, and those beyond the first 16 are in no legend. Without any it is an
     * empty frame. */
    public static Chart lines(String title, String xTitle, String yTitle, List<Line> lines) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        style(chart.getStyler());
        for (Line line : lines) {
            chart.addSeries(line.name(), line.x(), line.y())
                    .setMarker(line.x().size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE)
                    .setShowInLegend(chart.getSeriesMap().size() <= MOST_NAMED);
        }
        return new Chart(chart);
    }

    private static void style(AxesChartStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setDecimalPattern("0.###");
        styler.setPlotGridLinesColor(new Color(0xE4E4E4));
        styler.setYAxisMin(0.0);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setChartTitleBoxVisible(false);
        styler.setPlotBorderVisible(false);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
    }

    /** Writes the picture in PNG, over one that is there. */
    public void write(Path file) throws IOException {
        Files.write(file, png);
    }

    String title() {
        return title;
    }

    /** Returns the picture in PNG. */
    byte[] png() {
        return png.clone();
    }
}

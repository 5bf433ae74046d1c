package io.candor.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Lines over one axis as an SVG picture. The last line drawn stands out. Not thread-safe. */
final class SvgPlot {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 420;
    private static final int MARGIN = 60;
    private static final int TICKS = 5;

    private final String title;
    private final String axis;
    private final List<String> names = new ArrayList<>();
    private final List<TreeMap<Integer, Double>> lines = new ArrayList<>();

    SvgPlot(String title, String axis) {
        this.title = title;
        this.axis = axis;
    }

    /** Adds a line; points that are not finite are left out. */
    void line(String name, Map<Integer, Double> points) {
        TreeMap<Integer, Double> finite = new TreeMap<>(points);
        finite.values().removeIf(value -> !Double.isFinite(value));
        names.add(name);
        lines.add(finite);
    }

    String toSvg() {
        Scale x = Scale.of(lines.stream()
                .flatMap(line -> line.keySet().stream())
                .map(Integer::doubleValue)
                .toList());
        Scale y =
                Scale.of(lines.stream().flatMap(line -> line.values().stream()).toList());
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" "
                        + "font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                HEIGHT));
        text(svg, WIDTH / 2.0, 24, "middle", title);
        text(svg, WIDTH / 2.0, HEIGHT - 14, "middle", axis);
        for (int tick = 0; tick <= TICKS; tick++) {
            double share = (double) tick / TICKS;
            text(svg, across(share), HEIGHT - MARGIN + 18, "middle", number(x.at(share)));
            text(svg, MARGIN - 8, up(share) + 4, "end", number(y.at(share)));
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
                    MARGIN,
                    WIDTH - MARGIN,
                    up(share),
                    up(share)));
        }
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, i, x, y);
        }
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg, int i, Scale x, Scale y) {
        String colour = i == lines.size() - 1 ? "#c0392b" : "#7f9fbf";
        StringBuilder points = new StringBuilder();
        lines.get(i).forEach((at, value) -> {
            double px = across(x.share(at));
            double py = up(y.share(value));
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", px, py));
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"><title>%s: %s</title></circle>%n",
                    px,
                    py,
                    colour,
                    names.get(i),
                    number(value)));
        });
        svg.append(String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\"/>%n",
                points.toString().strip(),
                colour));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
    }

    private static double across(double share) {
        return MARGIN + share * (WIDTH - 2 * MARGIN);
    }

    private static double up(double share) {
        return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.4f", value);
    }

    /** From the least to the largest of some values. */
    private record Scale(double low, double high) {
        static Scale of(List<Double> values) {
            double low = values.stream().mapToDouble(v -> v).min().orElse(0);
            double high = values.stream().mapToDouble(v -> v).max().orElse(1);
            return low == high ? new Scale(low - 0.5, high + 0.5) : new Scale(low, high);
        }

        double at(double share) {
            return low + share * (high - low);
        }

        double share(double value) {
            return (value - low) / (high - low);
        }
    }
}

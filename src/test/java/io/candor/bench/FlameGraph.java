package io.candor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Draws the execution samples of a flight recording as a flame graph: a box for every method, as wide as its share of the samples,
 * on the one that called it.
 *
 * <p>{@code java -cp … io.candor.bench.FlameGraph recording.jfr thread-prefix picture.svg}. Source: Gregg, "The flame graph", CACM
 * 59(6), 2016.
 */
public final class FlameGraph {
    private static final int WIDTH = 1200;
    private static final int ROW = 16;
    private static final double LEAST_WIDTH = 4;
    private static final double CHARACTER = 6.2;

    private final Box root = new Box("all");
    private int depth;

    private static final class Box {
        private final String name;
        private final Map<String, Box> callees = new TreeMap<>();
        private long samples;

        Box(String name) {
            this.name = name;
        }
    }

    private FlameGraph() {}

    public static void main(String[] arguments) throws IOException {
        FlameGraph graph = new FlameGraph();
        graph.read(Path.of(arguments[0]), arguments[1]);
        Files.writeString(Path.of(arguments[2]), graph.toSvg());
    }

    private void read(Path recording, String threadPrefix) throws IOException {
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample")
                        && String.valueOf(event.getThread("sampledThread").getJavaName())
                                .startsWith(threadPrefix)) {
                    add(event.getStackTrace().getFrames());
                }
            }
        }
    }

    private void add(List<RecordedFrame> innermostFirst) {
        List<String> names = new ArrayList<>();
        for (RecordedFrame frame : innermostFirst.reversed()) {
            names.add(nameOf(frame.getMethod()));
        }
        // What the event loop itself does is the same for every sample, and as deep as the rest.
        int begin = Math.max(0, names.lastIndexOf("HandlerRegistration.dispatch"));
        Box box = root;
        box.samples++;
        for (String name : names.subList(begin, names.size())) {
            box = box.callees.computeIfAbsent(name, Box::new);
            box.samples++;
        }
        depth = Math.max(depth, names.size() - begin + 1);
    }

    private static String nameOf(RecordedMethod method) {
        String type = method.getType().getName();
        String simple = type.substring(type.lastIndexOf('.') + 1).replaceAll("/0x[0-9a-f]+", "");
        return (simple.contains("$$Lambda") ? "lambda" : simple) + "." + method.getName();
    }

    private String toSvg() {
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"monospace\" font-size=\"10\">%n",
                WIDTH,
                (depth + 1) * ROW));
        draw(root, 0, WIDTH, depth, svg);
        return svg.append("</svg>\n").toString();
    }

    private void draw(Box box, double x, double width, int row, StringBuilder svg) {
        if (width < LEAST_WIDTH) {
            return;
        }
        String title = escaped(box.name) + String.format(Locale.ROOT, " %.1f %%", 100.0 * box.samples / root.samples);
        int letters = (int) (width / CHARACTER) - 1;
        String label = letters < 3 ? "" : escaped(box.name.substring(0, Math.min(letters, box.name.length())));
        svg.append(String.format(
                Locale.ROOT,
                "<g><title>%s</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\" stroke=\"white\"/>"
                        + "<text x=\"%.1f\" y=\"%d\">%s</text></g>%n",
                title,
                x,
                row * ROW,
                width,
                ROW - 1,
                colour(box.name),
                x + 2,
                row * ROW + 11,
                label));
        double at = x;
        for (Box callee : box.callees.values()) {
            double part = width * callee.samples / box.samples;
            draw(callee, at, part, row - 1, svg);
            at += part;
        }
    }

    private static String colour(String name) {
        int shade = Math.floorMod(name.hashCode(), 60);
        return String.format(Locale.ROOT, "rgb(%d,%d,%d)", 225 - shade / 3, 150 + shade, 80 + shade);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

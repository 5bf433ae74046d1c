package io.candor.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class HtmlReportTest {
    private static final Chart LINES = Chart.lines(
            "A \"curve\"",
            "k",
            "share",
            List.of(new Chart.Line("one", List.of(1.0, 2.0, 3.0), List.of(0.1, 0.2, 0.25))));

    @Test
    void html_anyText_isEscapedAndWhole() {
        String html = new HtmlReport("a < b & c")
                .heading("<script>")
                .paragraph("\"quoted\"")
                .table(List.of("x", "y"), List.of(List.of("1", "<2>")))
                .chart(LINES)
                .toString();
        assertTrue(html.startsWith("<!doctype html>") && html.endsWith("</html>\n"));
        assertTrue(html.contains("<h1>a &lt; b &amp; c</h1>"), html.substring(0, 400));
        assertFalse(html.contains("<script>"));
        assertTrue(html.contains("<tr><td>1</td><td>&lt;2&gt;</td></tr>"));
        assertTrue(html.contains("alt=\"A &quot;curve&quot;\" src=\"data:image/png;base64,iVBOR"));
        assertFalse(html.contains("http"));
    }

    @Test
    void lines_none_areAnEmptyFrame() throws IOException {
        assertNotNull(ImageIO.read(new ByteArrayInputStream(
                Chart.lines("nothing", "k", "share", List.of()).png())));
    }

    @Test
    void charts_numbers_areDrawn() throws IOException {
        Chart bars = Chart.bars(
                "Bars",
                List.of("HR", "nDCG"),
                List.of(
                        new Chart.Bars("model", List.of(0.3, 0.2), List.of(0.05, 0.04)),
                        new Chart.Bars("other", List.of(0.1, 0.0), List.of(0.0, 0.0))));
        for (Chart chart : List.of(LINES, bars)) {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(chart.png()));
            assertNotNull(image);
            assertEquals(1520, image.getWidth());
            Set<Integer> colours = new HashSet<>();
            for (int x = 0; x < image.getWidth(); x += 2) {
                for (int y = 0; y < image.getHeight(); y += 2) {
                    colours.add(image.getRGB(x, y));
                }
            }
            assertTrue(colours.size() > 20, chart.title() + " has " + colours.size() + " colours");
        }
    }
}

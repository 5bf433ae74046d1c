package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private static final int MAX = 8;

    private static final class Recorder implements LineSplitter.Lines {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void line(int index, byte[] bytes, int offset, int length) {
            seen.add(index + ":" + new String(bytes, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public void tooLong(int index) {
            seen.add(index + " too long");
        }
    }

    @Test
    void feed_linesOverAndUnderTheBound_areToldApart() {
        assertEquals(List.of("0:12345678", "1 too long", "2:", "3:a"), split("12345678\n123456789\n\na", 100));
    }

    @Test
    void end_afterALineBreak_addsNothing() {
        assertEquals(List.of("0:a"), split("a\n", 1));
        assertEquals(List.of(), split("", 1));
    }

    @Test
    void feed_anyChunking_splitsAlike() {
        Random random = new Random(3);
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(random.nextInt(6) == 0 ? '\n' : 'x');
            }
            assertEquals(naive(text.toString()), split(text.toString(), 1 + random.nextInt(20)), text::toString);
        }
    }

    private static List<String> split(String text, int chunkBytes) {
        Recorder recorder = new Recorder();
        LineSplitter splitter = new LineSplitter(MAX, recorder);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i += chunkBytes) {
            splitter.feed(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + chunkBytes)));
        }
        splitter.end();
        return recorder.seen;
    }

    private static List<String> naive(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            expected.add(lines.get(i).length() > MAX ? i + " too long" : i + ":" + lines.get(i));
        }
        return expected;
    }
}

package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeapSoftLimitTest {
    private static final long MEGABYTE = 1 << 20;

    @Test
    void bytes_isRoomBesideOneAndAHalfTimesWhatLivesWithinTheHeapsBound() {
        assertEquals(192 * MEGABYTE, HeapSoftLimit.bytes(0, 4096 * MEGABYTE));
        assertEquals(342 * MEGABYTE, HeapSoftLimit.bytes(100 * MEGABYTE, 4096 * MEGABYTE));
        assertEquals(4096 * MEGABYTE, HeapSoftLimit.bytes(3000 * MEGABYTE, 4096 * MEGABYTE));
        assertEquals(80 * MEGABYTE, HeapSoftLimit.bytes(0, 80 * MEGABYTE));
    }

    @Test
    void follow_underZgc_movesWithWhatLives() throws Exception {
        String said = run(10_000, "-XX:+UseZGC");
        long[] bounds =
                Stream.of(said.split(" ", -1)).mapToLong(Long::parseLong).toArray();
        assertEquals(192 * MEGABYTE, bounds[0], said);
        assertTrue(bounds[1] > bounds[0] + Keeper.HELD_BYTES, said);
        assertTrue(bounds[2] < bounds[0] + Keeper.HELD_BYTES / 2, said);
    }

    @Test
    void follow_boundGivenOrOtherCollector_leavesItAlone() throws Exception {
        assertEquals("419430400 419430400 419430400", run(50, "-XX:+UseZGC", "-XX:SoftMaxHeapSize=400m"));
        String[] bounds = run(50, "-XX:+UseSerialGC").split(" ", -1);
        assertEquals(bounds[0], bounds[1]);
        assertEquals(bounds[0], bounds[2]);
    }

    private static String run(int mostLooks, String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Keeper.class.getName(), Integer.toString(mostLooks)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.strip();
    }

    /** Says the soft bound before it keeps some memory, after a collection that has left it, and after one that has freed it. */
    static final class Keeper {
        static final long HELD_BYTES = 200 * MEGABYTE;
        /** Small enough to share a page of the collector's: an object with pages of its own takes up to twice its size. */
        private static final int PIECE_BYTES = 8 << 10;

        private static final long LOOK_AGAIN_NANOS = 2_000_000;

        private Keeper() {}

        public static void main(String[] mostLooks) {
            int looks = Integer.parseInt(mostLooks[0]);
            HeapSoftLimit.follow();
            long before = bound();
            List<byte[]> held = new ArrayList<>();
            while ((long) held.size() * PIECE_BYTES < HELD_BYTES) {
                held.add(new byte[PIECE_BYTES]);
            }
            // Bounds move a moment after a collection, and after those that ended before all was there, too.
            long with = collectedUntil(looks, bound -> bound > before + HELD_BYTES);
            held.clear();
            long without = collectedUntil(looks, bound -> bound < before + HELD_BYTES / 2);
            System.out.println(before + " " + with + " " + without);
        }

        private static long collectedUntil(int mostLooks, LongPredicate isMoved) {
            System.gc();
            for (int i = 0; i < mostLooks && !isMoved.test(bound()); i++) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
            return bound();
        }

        private static long bound() {
            return Long.parseLong(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption("SoftMaxHeapSize")
                    .getValue());
        }
    }
}

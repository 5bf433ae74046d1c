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
import org.junit.jupiter.api.Test;

class HeapSoftLimitTest {
    private static final long MEGABYTE = 1 << 20;

    @Test
    void bytes_isRoomBesideOneAndAHalfTimesWhatLivesWithinTheHeapsBound() {
        assertEquals(128 * MEGABYTE, HeapSoftLimit.bytes(0, 4096 * MEGABYTE));
        assertEquals(278 * MEGABYTE, HeapSoftLimit.bytes(100 * MEGABYTE, 4096 * MEGABYTE));
        assertEquals(4096 * MEGABYTE, HeapSoftLimit.bytes(3000 * MEGABYTE, 4096 * MEGABYTE));
        assertEquals(80 * MEGABYTE, HeapSoftLimit.bytes(0, 80 * MEGABYTE));
    }

    @Test
    void follow_underZgc_movesWithWhatLives() throws Exception {
        String said = run("-XX:+UseZGC");
        String[] bounds = said.split(" ", -1);
        assertEquals(128 * MEGABYTE, Long.parseLong(bounds[0]), said);
        long live = Keeper.HELD_MEGABYTES * MEGABYTE;
        assertTrue(
                Long.parseLong(bounds[1]) > 128 * MEGABYTE + live
                        && Long.parseLong(bounds[1]) < 128 * MEGABYTE + 2 * live,
                said);
    }

    @Test
    void follow_boundGivenOrOtherCollector_leavesItAlone() throws Exception {
        assertEquals("419430400 419430400", run("-XX:+UseZGC", "-XX:SoftMaxHeapSize=400m"));
        String[] bounds = run("-XX:+UseSerialGC").split(" ", -1);
        assertEquals(bounds[0], bounds[1]);
    }

    private static String run(String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path"), Keeper.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.strip();
    }

    /** Says the soft bound before and after it keeps some memory through a collection. */
    static final class Keeper {
        static final int HELD_MEGABYTES = 200;
        private static final int MOST_LOOKS = 1_000;
        private static final long LOOK_AGAIN_NANOS = 2_000_000;

        private Keeper() {}

        public static void main(String[] args) {
            HeapSoftLimit.follow();
            long before = bound();
            List<byte[]> held = new ArrayList<>();
            while (held.size() < HELD_MEGABYTES) {
                held.add(new byte[(int) MEGABYTE]);
            }
            System.gc();
            // A collection that ended before all was there has moved the bound, too.
            for (int i = 0; i < MOST_LOOKS && bound() <= before + HELD_MEGABYTES * MEGABYTE; i++) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
            System.out.println(before + " " + bound());
            held.clear();
        }

        private static long bound() {
            return Long.parseLong(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption("SoftMaxHeapSize")
                    .getValue());
        }
    }
}

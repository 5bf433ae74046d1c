package io.candor.app;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Optional;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Keeps the heap at a multiple of what lives in it. ZGC collects no earlier than its heap's bound asks for, so a server with few
 * live objects would grow to all the memory it may have; this moves the soft bound ({@code SoftMaxHeapSize}), up to which ZGC
 * tries to stay, with what the last collection of the whole heap left. A bound that was given on the command line stays, and
 * other collectors, which have no soft bound, are left alone.
 */
public final class HeapSoftLimit implements NotificationListener {
    private static final String OPTION = "SoftMaxHeapSize";
    private static final String WHOLE_HEAP = "ZGC Major Cycles";
    private static final String LONG_LIVED = "ZGC Old Generation";
    /** For young objects: what some seconds of load allocate, since requests are late while a collection is under way. */
    private static final long ROOM_BYTES = 192L << 20;
    /** Collections cost CPU in inverse proportion to the room beside the live objects. */
    private static final double TIMES_LIVE = 1.5;

    private final HotSpotDiagnosticMXBean options;
    private final long mostBytes;

    private HeapSoftLimit(HotSpotDiagnosticMXBean options, long mostBytes) {
        this.options = options;
        this.mostBytes = mostBytes;
    }

    /** Starts following the collections of this process, for as long as it runs. */
    public static void follow() {
        HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        VMOption.Origin origin = options.getVMOption(OPTION).getOrigin();
        if (origin != VMOption.Origin.DEFAULT && origin != VMOption.Origin.ERGONOMIC) {
            return;
        }
        majorCycles().ifPresent(cycles -> {
            long most = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax();
            HeapSoftLimit limit = new HeapSoftLimit(options, most);
            limit.set(0);
            ((NotificationEmitter) cycles).addNotificationListener(limit, null, null);
        });
    }

    private static Optional<GarbageCollectorMXBean> majorCycles() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(bean -> bean.getName().equals(WHOLE_HEAP))
                .findFirst();
    }

    @Override
    public void handleNotification(Notification notification, Object handback) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            GarbageCollectionNotificationInfo info =
                    GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
            MemoryUsage live = info.getGcInfo().getMemoryUsageAfterGc().get(LONG_LIVED);
            if (live != null) {
                set(live.getUsed());
            }
        }
    }

    private void set(long liveBytes) {
        options.setVMOption(OPTION, Long.toString(bytes(liveBytes, mostBytes)));
    }

    /** The soft bound for a heap in which {@code liveBytes} live and which can have {@code mostBytes}. */
    static long bytes(long liveBytes, long mostBytes) {
        return Math.min(mostBytes, ROOM_BYTES + (long) (TIMES_LIVE * liveBytes));
    }
}

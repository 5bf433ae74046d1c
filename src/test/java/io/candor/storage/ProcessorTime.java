package io.candor.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** CPU time of other processes, by {@code /proc}, in steps of 10 ms. */
public final class ProcessorTime {
    private static final double MICROS_PER_TICK = 1e4;

    private ProcessorTime() {}

    /** Returns the time of a process in microseconds, all its threads together; 0 when it is not there. */
    public static double microsOf(long pid) {
        String[] fields = fields(Path.of("/proc", Long.toString(pid)));
        return fields.length == 0 ? 0 : own(fields) * MICROS_PER_TICK;
    }

    /** Returns the time of those threads of a process whose names contain a text, in microseconds; 0 when there are none. */
    public static double microsOfThreads(long pid, String name) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.filter(thread -> nameOf(thread).contains(name))
                            .mapToLong(thread -> {
                                String[] fields = fields(thread);
                                return fields.length == 0 ? 0 : own(fields);
                            })
                            .sum()
                    * MICROS_PER_TICK;
        } catch (IOException e) {
            return 0;
        }
    }

    private static String nameOf(Path thread) {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (IOException e) {
            return "";
        }
    }

    /** Returns the time of a process and its children in microseconds, those that ended included; NaN without {@code /proc}. */
    public static double microsOfFamily(long pid) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                            .filter(path -> path.getFileName().toString().matches("\\d+"))
                            .mapToLong(path -> ofFamily(path, pid))
                            .sum()
                    * MICROS_PER_TICK;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static long ofFamily(Path process, long head) {
        String[] fields = fields(process);
        if (fields.length == 0) {
            return 0;
        }
        if (process.getFileName().toString().equals(Long.toString(head))) {
            return own(fields) + Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
        }
        return Long.parseLong(fields[1]) == head ? own(fields) : 0;
    }

    private static long own(String[] fields) {
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /** The fields of {@code stat} from the state on; none when the process ended: its parent's figure has it then. */
    private static String[] fields(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        } catch (IOException e) {
            return new String[0];
        }
    }
}

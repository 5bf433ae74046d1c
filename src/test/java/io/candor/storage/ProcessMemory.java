package io.candor.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of other processes, by {@code /proc}. */
public final class ProcessMemory {
    private ProcessMemory() {}

    /** Returns the bytes of a process that are no files in the page cache; ZGC keeps its heap in shared memory. */
    public static long ownBytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("RssAnon:") || line.startsWith("RssShmem:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }
}

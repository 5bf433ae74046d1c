package io.candor.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Mounts for tests of failing disks. Only root may mount, and only in a container that may; else nothing is done. */
final class Mounts {
    private Mounts() {}

    /** Returns whether a directory can be made read-only here; it is as it was afterwards. */
    static boolean canMakeReadOnly(Path directory) throws InterruptedException {
        try {
            return readOnly(directory);
        } finally {
            unmount(directory);
        }
    }

    /** Puts an empty file system in memory over a directory; returns whether that was possible. */
    static boolean inMemory(Path directory, int bytes) throws InterruptedException {
        return run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "candor-test", directory.toString());
    }

    /** Makes a directory read-only for whoever opens files from now on; returns whether that was possible. */
    static boolean readOnly(Path directory) throws InterruptedException {
        return run("mount", "--bind", directory.toString(), directory.toString())
                && run("mount", "-o", "remount,ro,bind", directory.toString());
    }

    /** Takes the last mount off a directory. */
    static void unmount(Path directory) throws InterruptedException {
        run("umount", "-l", directory.toString());
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

package io.candor.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The class path of a program that shares none with this one, as the pom beside its source says; kept until that changes. */
final class KeptClassPath {
    private KeptClassPath() {}

    /**
     * Returns it; resolves it when that was not done since its pom changed.
     *
     * @param sources directory of the pom, whose name it is kept under
     * @param kept directory where it is kept
     */
    static String of(Path sources, Path kept) throws IOException, InterruptedException {
        Path pom = sources.resolve("pom.xml");
        Path file = kept.resolve(sources.getFileName() + ".classpath");
        if (!Files.exists(file) || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(pom)) < 0) {
            File log = kept.resolve(sources.getFileName() + ".log").toFile();
            int exit = new ProcessBuilder(
                            "mvn",
                            "-B",
                            "-q",
                            "-f",
                            pom.toString(),
                            "dependency:build-classpath",
                            "-Dmdep.outputFile=" + file.toAbsolutePath())
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IOException(sources + " could not be resolved, see " + log);
            }
        }
        return Files.readString(file).strip();
    }
}

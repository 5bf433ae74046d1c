package io.candor.storage;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL, unpacked from the class path into {@code bin-<digest>} once.
 *
 * @param directory of the installation: has {@code bin}, {@code lib} and {@code share}
 * @param major version of PostgreSQL, such as 18
 */
record PostgresBinaries(Path directory, int major) {
    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    /** "error=13" or "error: 13", depending on the Java version. */
    private static final Pattern ERROR_NUMBER = Pattern.compile("error(?:=|: )(\\d+)");

    private static final String NO_SUCH_FILE = "2";
    private static final String PERMISSION_DENIED = "13";
    private static final Duration VERSION_TIMEOUT = Duration.ofSeconds(20);

    Path program(String name) {
        return directory.resolve("bin").resolve(name);
    }

    /**
     * Unpacks the programs under {@code parent} unless they are there, and tries them.
     *
     * @throws CandorException {@code DATABASE_UNAVAILABLE} when there are none for this platform or they do not run; {@code
     *     DATA_DIRECTORY_UNUSABLE} when they cannot be written
     */
    static PostgresBinaries unpack(Path parent) {
        String archive = archiveName(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        try {
            Path directory = parent.resolve("bin-" + digest(archive));
            if (!Files.isDirectory(directory)) {
                unpack(archive, parent, directory);
            }
            return new PostgresBinaries(directory, majorVersion(directory));
        } catch (IOException e) {
            throw new CandorException(
                    ErrorCode.DATA_DIRECTORY_UNUSABLE, "cannot unpack PostgreSQL into " + parent + ": " + e, e);
        }
    }

    /** Returns the resource's name for a platform as Java names it. */
    static String archiveName(String os, String arch) {
        String system = os.toLowerCase(Locale.ROOT);
        String processor = switch (arch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> arch;
        };
        return "postgres-" + (system.startsWith("mac") ? "darwin" : system) + "-" + processor + ".txz";
    }

    private static InputStream open(String archive) {
        InputStream stream = PostgresBinaries.class.getResourceAsStream("/" + archive);
        if (stream == null) {
            throw new CandorException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "this build has no embedded PostgreSQL for this platform (" + archive
                            + " is not on the class path); set database.uri");
        }
        return stream;
    }

    /** Returns 12 hexadecimal digits that tell archives apart; in a jar those of its own table, so that nothing is read. */
    private static String digest(String archive) throws IOException {
        URL url = PostgresBinaries.class.getResource("/" + archive);
        if (url != null && url.openConnection() instanceof JarURLConnection jar && jar.getJarEntry() != null) {
            JarEntry entry = jar.getJarEntry();
            return String.format(Locale.ROOT, "%08x%04x", (int) entry.getCrc(), entry.getSize() & 0xffff);
        }
        try (InputStream stream = open(archive)) {
            return Sha256.hex(stream.readAllBytes()).substring(0, 12);
        }
    }

    private static void unpack(String archive, Path parent, Path target) throws IOException {
        Path partial = Files.createTempDirectory(parent, "unpacking-");
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open(archive), 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpackEntry(tar, entry, partial);
            }
        }
        Files.setPosixFilePermissions(partial, PROGRAM);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path path = root.resolve(entry.getName()).normalize();
        if (!path.startsWith(root)) {
            throw new IOException("archive entry " + entry.getName() + " leads outside");
        }
        if (entry.isDirectory()) {
            createDirectories(path);
            return;
        }
        createDirectories(path.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            Files.setPosixFilePermissions(path, (entry.getMode() & 0100) != 0 ? PROGRAM : PLAIN);
        }
    }

    /** Creates what is missing, open to the server's account whatever the umask is. */
    private static void createDirectories(Path path) throws IOException {
        Path parent = path.getParent();
        if (Files.isDirectory(path) || parent == null) {
            return;
        }
        createDirectories(parent);
        Files.createDirectory(path);
        Files.setPosixFilePermissions(path, PROGRAM);
    }

    private static int majorVersion(Path directory) {
        Path program = directory.resolve("bin").resolve("postgres");
        try {
            Subprocess.Outcome outcome =
                    Subprocess.run(List.of(program.toString(), "--version"), directory, VERSION_TIMEOUT);
            Matcher matcher = VERSION.matcher(outcome.output());
            if (outcome.status() == 0 && matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
            throw new CandorException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "the embedded PostgreSQL does not run on this system: " + outcome.output());
        } catch (IOException e) {
            throw new CandorException(
                    ErrorCode.DATABASE_UNAVAILABLE, reason(program, String.valueOf(e.getMessage())), e);
        }
    }

    /** Says in words why the operating system did not start the program. */
    static String reason(Path program, String message) {
        Matcher matcher = ERROR_NUMBER.matcher(message);
        String number = matcher.find() ? matcher.group(1) : "";
        if (number.equals(PERMISSION_DENIED)) {
            return "cannot run " + program
                    + ": its file system is mounted noexec, or a directory on the way is closed; choose another"
                    + " --data-dir or set database.uri";
        }
        if (number.equals(NO_SUCH_FILE)) {
            return "cannot run " + program
                    + ": this system lacks the C library it was built for (glibc); set database.uri";
        }
        return "cannot run " + program + ": " + message;
    }
}

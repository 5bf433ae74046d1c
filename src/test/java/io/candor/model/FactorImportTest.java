package io.candor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.FactorMatrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactorImportTest {
    @TempDir
    private Path directory;

    private int bundles;

    @Test
    void run_everyFormat_givesTheSameRows() throws IOException {
        check(file("a.csv", "id,d1,d2\n\"x, y\",1.5,-2\nb,0,3e-1\n"), null, "x, y");
        check(file("a.tsv", "x, y\t1.5\t-2\nb\t0\t0.3\n"), null, "x, y");
        check(file("a.jsonl", "{\"id\":\"x\",\"vector\":[1.5,-2]}\n\n{\"id\":\"b\",\"factors\":[0,0.3]}\n"), null, "x");
        check(file("a.vec", "2 2\nx 1.5 -2\nb 0 0.3\n"), null, "x");
        Path ids = file("ids.txt", "x\nb\n");
        check(file("a.fvecs", fvecs()), ids, "x");
        check(file("a.fvecs.gz", gzip(fvecs())), ids, "x");
        check(file("a.npy", npy("<f4")), ids, "x");
        check(file("b.npy", npy(">f8")), ids, "x");
        check(file("a.npz", zip(npy("<f8"))), ids, "x");
    }

    @Test
    void run_rowsThatCannotBe_areCountedAndNamed() throws IOException {
        Path file = file("a.csv", "a,1,2\nb,1\nc,1,NaN\na,3,4\nd,1,x\ne,5,6\n");

        FactorImport.Report report = run(file, null, false);

        assertEquals(2, report.rows());
        assertEquals(4, report.rejected());
        assertEquals(
                "line 2: vector has 1 values, expected 2",
                report.samples().get(0).toString());
        assertTrue(report.samples().get(1).toString().startsWith("line 3: dimension 2 is NaN"));
        assertTrue(report.samples().get(2).toString().startsWith("line 4"));
        assertEquals(
                "line 5: value 2 is not a number: 'x'", report.samples().get(3).toString());
    }

    @Test
    void run_strict_endsAtTheFirstReject() throws IOException {
        Path file = file("a.csv", "a,1,2\nb,1\n");

        CandorException e = assertThrows(CandorException.class, () -> run(file, null, true));

        assertEquals(ErrorCode.IMPORT_INVALID, e.code());
        assertEquals("line 2", e.violations().getFirst().field());
    }

    @Test
    void run_idsThatDoNotMatch_areRefused() throws IOException {
        Path vectors = file("a.fvecs", fvecs());

        assertRefused("no id file", vectors, null);
        assertRefused("too few", vectors, file("few", "x\n"));
        assertRefused("too many", vectors, file("many", "x\nb\nc\n"));
        assertRefused("ids twice", file("a.csv", "a,1\n"), file("ids", "a\n"));
    }

    @Test
    void run_brokenBinary_isRefused() throws IOException {
        Path ids = file("ids.txt", "x\nb\n");
        byte[] fvecs = fvecs();
        byte[] npy = npy("<f4");
        assertRefused("fvecs cut", file("a.fvecs", Arrays.copyOf(fvecs, fvecs.length - 1)), ids);
        assertRefused("npy cut", file("a.npy", Arrays.copyOf(npy, npy.length - 1)), ids);
        assertRefused("npy magic", file("b.npy", "not an array at all"), ids);
        assertRefused("npy integers", file("c.npy", npy("<i4")), ids);
    }

    @Test
    void of_unknownEnding_isRefused() {
        assertThrows(CandorException.class, () -> ImportFormat.of(Path.of("factors.bin")));
        assertEquals(ImportFormat.WORD2VEC, ImportFormat.of(Path.of("words.TXT.gz")));
    }

    private void assertRefused(String what, Path file, @Nullable Path ids) {
        CandorException e = assertThrows(CandorException.class, () -> run(file, ids, false), what);
        assertEquals(ErrorCode.IMPORT_INVALID, e.code(), what);
    }

    private FactorImport.Report run(Path file, @Nullable Path ids, boolean strict) throws IOException {
        try (BundleWriter writer = BundleWriter.create(directory.resolve("bundle" + bundles++));
                FactorRows rows = writer.itemRows()) {
            return FactorImport.run(file, ImportFormat.of(file), ids, rows, 0, strict);
        }
    }

    private void check(Path file, @Nullable Path ids, String firstId) throws IOException {
        Path bundle = directory.resolve("bundle" + bundles++);
        try (BundleWriter writer = BundleWriter.create(bundle)) {
            FactorImport.Report report;
            try (FactorRows rows = writer.itemRows()) {
                report = FactorImport.run(file, ImportFormat.of(file), ids, rows, 0, true);
            }
            assertEquals(new FactorImport.Report(2, 2, 0, List.of()), report, file.toString());
            writer.finish(ModelDescription.imported("v" + bundles, Instant.EPOCH));
        }
        ModelSnapshot snapshot = BundleReader.open(bundle);
        try {
            FactorMatrix items = snapshot.items();
            assertEquals(1.5f, items.at(0, 0));
            assertEquals(-2f, items.at(0, 1));
            assertEquals(0f, items.at(1, 0));
            assertEquals(0.3f, items.at(1, 1));
            assertEquals(0, snapshot.itemIds().ordinalOf(firstId), file.toString());
            assertEquals(1, snapshot.itemIds().ordinalOf("b"));
        } finally {
            snapshot.release();
        }
    }

    private Path file(String name, String text) throws IOException {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    private static byte[] fvecs() {
        ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(2).putFloat(1.5f).putFloat(-2).putInt(2).putFloat(0).putFloat(0.3f);
        return bytes.array();
    }

    private static byte[] npy(String type) {
        boolean wide = type.endsWith("8");
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (2, 2), }\n";
        ByteBuffer bytes = ByteBuffer.allocate(10 + header.length() + 4 * (wide ? 8 : 4));
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        bytes.order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (double value : new double[] {1.5, -2, 0, 0.3}) {
            if (wide) {
                bytes.putDouble(value);
            } else {
                bytes.putFloat((float) value);
            }
        }
        return bytes.array();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] zip(byte[] array) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("factors.npy"));
            zip.write(array);
        }
        return out.toByteArray();
    }
}

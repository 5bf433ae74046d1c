package io.candor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundleReaderTest {
    @TempDir
    private Path directory;

    @Test
    void open_writtenBundle_holdsWhatWasWritten() throws IOException {
        ModelSnapshot model = BundleReader.open(TestBundles.write(directory.resolve("m1"), 20, 7, 5, 1), 5);

        assertEquals(20, model.items().rows());
        assertEquals(7, model.users().rows());
        assertEquals(5, model.items().dims());
        for (int i = 0; i < 20; i++) {
            assertEquals(i, model.itemIds().ordinalOf("item-" + i));
            assertEquals("item-" + i, model.itemIds().idAt(i));
            assertEquals(1000f / (i + 1), model.itemPopularity().at(i));
        }
        assertEquals(-1, model.userIds().ordinalOf("user-7"));
        assertEquals(25, model.gram().length);
        try (Stream<io.candor.catalog.CodedItem> items = model.itemAttributes()) {
            assertEquals(
                    TestBundles.item(3), items.skip(3).findFirst().orElseThrow().item());
        }
        model.release();
    }

    @Test
    void open_anyByteOfAnyFileChanged_isRefused() throws IOException {
        Path bundle = TestBundles.write(directory.resolve("m1"), 5, 3, 3, 1);
        for (Path file : files(bundle)) {
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < whole.length; i++) {
                byte[] changed = whole.clone();
                changed[i] ^= (byte) (1 << (i % 8));
                Files.write(file, changed);
                assertRefused(bundle, file.getFileName() + ", byte " + i);
            }
            Files.write(file, whole);
        }
        BundleReader.open(bundle).release();
    }

    @Test
    void open_anyFileCutAnywhere_isTruncated() throws IOException {
        Path bundle = TestBundles.write(directory.resolve("m1"), 5, 3, 3, 1);
        for (Path file : files(bundle)) {
            byte[] whole = Files.readAllBytes(file);
            for (int length = 0; length < whole.length; length++) {
                Files.write(file, java.util.Arrays.copyOf(whole, length));
                ErrorCode code = assertRefused(bundle, file.getFileName() + ", cut to " + length);
                assertEquals(ErrorCode.BUNDLE_TRUNCATED, code, file.getFileName() + ", cut to " + length);
            }
            Files.write(file, whole);
        }
    }

    @Test
    void open_fileGone_isMissing() throws IOException {
        Path bundle = TestBundles.write(directory.resolve("m1"), 5, 3, 3, 1);
        for (Path file : files(bundle)) {
            byte[] whole = Files.readAllBytes(file);
            Files.delete(file);
            assertEquals(ErrorCode.BUNDLE_MISSING, assertRefused(bundle, "without " + file.getFileName()));
            Files.write(file, whole);
        }
    }

    @Test
    void open_otherDimension_isMismatch() throws IOException {
        Path bundle = TestBundles.write(directory.resolve("m1"), 5, 3, 3, 1);

        CandorException refused = assertThrows(CandorException.class, () -> BundleReader.open(bundle, 4));

        assertEquals(ErrorCode.BUNDLE_DIMENSION_MISMATCH, refused.code());
        assertEquals("manifest.json: expected vectors of 4 values, found 3", refused.getMessage());
    }

    @Test
    void release_lastReference_closesAttachedOnce() throws IOException {
        ModelSnapshot model = BundleReader.open(TestBundles.write(directory.resolve("m1"), 5, 3, 3, 1));
        List<String> closed = new ArrayList<>();
        model.onClose(() -> closed.add("first"));
        model.onClose(() -> closed.add("second"));

        assertTrue(model.tryRetain());
        model.release();
        assertEquals(List.of(), closed);
        model.release();

        assertEquals(List.of("second", "first"), closed);
        assertFalse(model.tryRetain());
        assertThrows(IllegalStateException.class, model::release);
        assertThrows(IllegalStateException.class, () -> model.items().at(0, 0));
    }

    private static List<Path> files(Path bundle) throws IOException {
        try (Stream<Path> files = Files.list(bundle)) {
            return files.toList();
        }
    }

    private static ErrorCode assertRefused(Path bundle, String what) {
        return assertThrows(CandorException.class, () -> BundleReader.open(bundle), what)
                .code();
    }
}

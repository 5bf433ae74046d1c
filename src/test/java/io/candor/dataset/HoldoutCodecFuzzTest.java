package io.candor.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hold-out survives the file; what is no hold-out file is refused, and what is read can be walked. */
final class HoldoutCodecFuzzTest {
    private final SplittableRandom random = new SplittableRandom(23);

    @TempDir
    private Path directory;

    @Test
    void read_whatWasWritten_isTheSame() throws IOException {
        for (int round = 0; round < 50; round++) {
            Holdout holdout = drawn(round * 4);
            HoldoutCodec.write(holdout, directory);
            Holdout back = HoldoutCodec.read(directory);

            assertEquals(holdout.items(), back.items());
            assertEquals(holdout.usersWithoutHistory(), back.usersWithoutHistory());
            assertArrayEquals(holdout.users(), back.users());
            assertArrayEquals(
                    holdout.heldOutLists().offsets(), back.heldOutLists().offsets());
            assertArrayEquals(
                    holdout.heldOutLists().values(), back.heldOutLists().values());
            assertArrayEquals(holdout.seenLists().offsets(), back.seenLists().offsets());
            assertArrayEquals(holdout.seenLists().values(), back.seenLists().values());
            assertArrayEquals(holdout.ratings(), back.ratings());
            assertEquals(holdout.range(), back.range());
        }
    }

    @Test
    void read_versionOne_hasNoRatings() throws IOException {
        Holdout holdout = drawn(80);
        HoldoutCodec.write(holdout, directory);
        byte[] bytes = Files.readAllBytes(directory.resolve(HoldoutCodec.FILE));
        int ratings = holdout.heldOutLists().values().length;
        ByteBuffer old = ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length - 4 * (ratings + 2)))
                .order(ByteOrder.LITTLE_ENDIAN);
        store(old.putInt(4, 1).array());

        Holdout back = HoldoutCodec.read(directory);

        assertArrayEquals(holdout.heldOutLists().values(), back.heldOutLists().values());
        assertTrue(Float.isFinite(holdout.rating(0, 0)));
        assertTrue(Float.isNaN(back.rating(0, 0)));
        assertTrue(back.range().isEmpty());
    }

    @Test
    void read_noFile_isMissing() {
        assertEquals(ErrorCode.BUNDLE_MISSING, refusal().code());
    }

    @Test
    void read_anyOtherLength_isRefused() throws IOException {
        byte[] whole = written();
        for (int length = 0; length < whole.length; length++) {
            store(Arrays.copyOf(whole, length));
            assertEquals(ErrorCode.BUNDLE_CORRUPT, refusal().code(), length + " bytes");
        }
        for (int more = 1; more <= 8; more++) {
            store(Arrays.copyOf(whole, whole.length + more));
            assertEquals(ErrorCode.BUNDLE_CORRUPT, refusal().code(), more + " bytes more");
        }
    }

    @Test
    void read_laterVersion_isTooNew() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(written()).order(ByteOrder.LITTLE_ENDIAN);
        store(bytes.putInt(4, 3).array());
        assertEquals(ErrorCode.BUNDLE_TOO_NEW, refusal().code());
        store(bytes.putInt(4, 0).array());
        assertEquals(ErrorCode.BUNDLE_CORRUPT, refusal().code());
    }

    @Test
    void read_lengthsThatOverflow_areRefused() throws IOException {
        int[] header = {0x4f484e43, 1, 10, 0, Integer.MAX_VALUE, Integer.MAX_VALUE, 2};
        ByteBuffer bytes = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(header);
        store(bytes.array());
        assertEquals(ErrorCode.BUNDLE_CORRUPT, refusal().code());
    }

    @Test
    void read_damagedNumbers_areRefusedOrGiveAHoldoutThatCanBeWalked() throws IOException {
        byte[] whole = written();
        int refused = 0;
        for (int round = 0; round < 5_000; round++) {
            ByteBuffer bytes = ByteBuffer.wrap(whole.clone()).order(ByteOrder.LITTLE_ENDIAN);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int at = 4 * random.nextInt(whole.length / 4);
                bytes.putInt(at, random.nextBoolean() ? random.nextInt() : bytes.getInt(at) + random.nextInt(-2, 3));
            }
            store(bytes.array());
            try {
                walk(HoldoutCodec.read(directory));
            } catch (CandorException refusal) {
                assertTrue(
                        refusal.code() == ErrorCode.BUNDLE_CORRUPT || refusal.code() == ErrorCode.BUNDLE_TOO_NEW,
                        refusal.describe());
                refused++;
            }
        }
        assertTrue(refused > 2_500, refused + " refused");
    }

    private static void walk(Holdout holdout) {
        int before = -1;
        for (int i = 0; i < holdout.size(); i++) {
            assertTrue(holdout.user(i) > before);
            before = holdout.user(i);
            assertTrue(holdout.heldOutCount(i) >= 1);
            for (int k = 0; k < holdout.heldOutCount(i); k++) {
                assertTrue(holdout.heldOut(i, k) >= 0 && holdout.heldOut(i, k) < holdout.items());
            }
            for (int k = 0; k < holdout.seenCount(i); k++) {
                assertTrue(holdout.seen(i, k) >= 0 && holdout.seen(i, k) < holdout.items());
            }
        }
    }

    private Holdout drawn(int rows) {
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int row = 0; row < rows; row++) {
            builder.add("u" + random.nextInt(20), "i" + random.nextInt(30), random.nextInt(1, 6), random.nextInt(100));
        }
        return Holdout.of(new Split.Temporal(0.3).apply(builder.build().distinct()));
    }

    private byte[] written() throws IOException {
        HoldoutCodec.write(drawn(80), directory);
        return Files.readAllBytes(directory.resolve(HoldoutCodec.FILE));
    }

    private void store(byte[] bytes) throws IOException {
        Files.write(directory.resolve(HoldoutCodec.FILE), bytes);
    }

    private CandorException refusal() {
        return assertThrows(CandorException.class, () -> HoldoutCodec.read(directory));
    }
}

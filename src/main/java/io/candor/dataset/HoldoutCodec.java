package io.candor.dataset;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file {@code holdout.i32} of a bundle: a {@link Holdout} as little-endian int32.
 *
 * <pre>
 * "CNHO" | version 2 | items | users without history | users n | held out h | seen s
 * user ordinals (n) | offsets of the held out (n+1) | held-out items (h) | offsets of the seen (n+1) | seen items (s)
 * ratings of the held out (h), lowest and highest rating of the training part: the bits of float32, NaN when unknown
 * </pre>
 *
 * Version 1 has no ratings.
 *
 * Its checksum stands in the bundle's manifest. Stateless.
 */
public final class HoldoutCodec {
    /** The name of the file in a bundle. */
    public static final String FILE = "holdout.i32";

    private static final int MAGIC = 0x4f484e43;
    private static final int VERSION = 2;
    private static final int VERSION_WITHOUT_RATINGS = 1;
    private static final int HEADER_INTS = 7;

    private HoldoutCodec() {}

    /** Writes the hold-out into a directory. */
    public static void write(Holdout holdout, Path directory) throws IOException {
        int[] users = holdout.users();
        OrdinalLists heldOut = holdout.heldOutLists();
        OrdinalLists seen = holdout.seenLists();
        int[] header = {
            MAGIC,
            VERSION,
            holdout.items(),
            holdout.usersWithoutHistory(),
            users.length,
            heldOut.values().length,
            seen.values().length
        };
        try (OutputStream file = Files.newOutputStream(directory.resolve(FILE));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file, 1 << 16))) {
            for (int[] part :
                    new int[][] {header, users, heldOut.offsets(), heldOut.values(), seen.offsets(), seen.values()}) {
                for (int value : part) {
                    out.writeInt(Integer.reverseBytes(value));
                }
            }
            for (float rating : holdout.ratings()) {
                writeFloat(out, rating);
            }
            writeFloat(out, holdout.range().lowest());
            writeFloat(out, holdout.range().highest());
        }
    }

    private static void writeFloat(DataOutputStream out, float value) throws IOException {
        out.writeInt(Integer.reverseBytes(Float.floatToIntBits(value)));
    }

    /**
     * Reads the hold-out of a bundle.
     *
     * @throws CandorException BUNDLE_MISSING when the bundle has none, BUNDLE_TOO_NEW or BUNDLE_CORRUPT
     */
    public static Holdout read(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            throw new CandorException(
                    ErrorCode.BUNDLE_MISSING,
                    directory + " keeps no held-out part (" + FILE + "); bundles made by train do");
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            check(file, bytes.length % Integer.BYTES == 0, "its length is not one of whole numbers");
            return decode(
                    file, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer());
        } catch (IOException e) {
            throw new CandorException(ErrorCode.BUNDLE_CORRUPT, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Holdout decode(Path file, IntBuffer in) {
        check(file, in.remaining() >= HEADER_INTS && in.get() == MAGIC, "it does not begin as one");
        int version = in.get();
        if (version > VERSION) {
            throw new CandorException(
                    ErrorCode.BUNDLE_TOO_NEW, file + " has version " + version + ", readable up to " + VERSION);
        }
        check(file, version >= VERSION_WITHOUT_RATINGS, "it has version " + version);
        int items = in.get();
        int usersWithoutHistory = in.get();
        int n = in.get();
        int held = in.get();
        int seen = in.get();
        check(file, items >= 0 && usersWithoutHistory >= 0 && n >= 0 && held >= 0 && seen >= 0, "a length is negative");
        boolean rated = version > VERSION_WITHOUT_RATINGS;
        long expected = n + 2L * (n + 1L) + held + seen + (rated ? held + 2L : 0);
        check(file, in.remaining() == expected, "its length does not fit its header");
        int[] users = ints(in, n);
        for (int i = 0; i < n; i++) {
            check(file, users[i] > (i == 0 ? -1 : users[i - 1]), "its users are out of order");
        }
        OrdinalLists heldOut = lists(file, in, n, held, items);
        for (int i = 0; i < n; i++) {
            check(file, heldOut.count(i) > 0, "user " + users[i] + " has nothing held out");
        }
        OrdinalLists had = lists(file, in, n, seen, items);
        float[] ratings = ratings(in, held, rated);
        float[] bounds = ratings(in, 2, rated);
        check(
                file,
                Float.isNaN(bounds[0]) ? Float.isNaN(bounds[1]) : bounds[0] <= bounds[1],
                "its ratings have no range");
        RatingRange range = new RatingRange(bounds[0], bounds[1]);
        return new Holdout(items, usersWithoutHistory, users, heldOut, ratings, range, had);
    }

    private static float[] ratings(IntBuffer in, int count, boolean rated) {
        float[] ratings = new float[count];
        for (int k = 0; k < count; k++) {
            ratings[k] = rated ? Float.intBitsToFloat(in.get()) : Float.NaN;
        }
        return ratings;
    }

    private static OrdinalLists lists(Path file, IntBuffer in, int n, int length, int items) {
        int[] offsets = ints(in, n + 1);
        int[] values = ints(in, length);
        check(file, offsets[0] == 0 && offsets[n] == length, "its lists do not fill it");
        for (int i = 0; i < n; i++) {
            check(file, offsets[i] <= offsets[i + 1], "its lists are out of order");
        }
        for (int value : values) {
            check(file, value >= 0 && value < items, "it names item " + value + " of " + items);
        }
        return new OrdinalLists(offsets, values);
    }

    private static int[] ints(IntBuffer in, int count) {
        int[] values = new int[count];
        in.get(values);
        return values;
    }

    private static void check(Path file, boolean holds, String complaint) {
        if (!holds) {
            throw new CandorException(ErrorCode.BUNDLE_CORRUPT, file + " is not a held-out part: " + complaint);
        }
    }
}

package io.candor.serving;

import io.candor.catalog.IdHash;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * Where the next page begins: which items have been shown so far, to whom, on which placement.
 *
 * <p>It carries the low 32 bits of {@link IdHash} of every item shown, so it survives a change of catalogue, model, process
 * or replica, and nothing is kept on the server. Two ids collide with probability 2⁻³²; then the second one is left out of
 * the pages. Base64url without padding over big-endian bytes:
 *
 * <pre>
 *   0        1            5         13      15              15+4n     19+4n
 *   | format | placement  | asker   | n     | n × item hash | CRC-32C |
 *   | u8 = 1 | u32 hash   | u64 hash| u16   | u32           | u32     |
 * </pre>
 */
final class Cursor {
    /** How many items a reader can page through. */
    static final int MAX_ITEMS = 1_000;

    private static final byte FORMAT = 1;
    private static final int HEADER = 15;
    private static final int TRAILER = 4;

    private Cursor() {}

    /** Returns the cursor after the items of {@code shown}, or an empty string when there are too many of them. */
    static String encode(RecommendationRequest request, ItemHashes shown) {
        if (shown.size() > MAX_ITEMS) {
            return "";
        }
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + shown.size() * Integer.BYTES + TRAILER);
        bytes.put(FORMAT).putInt(placement(request)).putLong(asker(request)).putShort((short) shown.size());
        for (int i = 0; i < shown.size(); i++) {
            bytes.putInt(shown.at(i));
        }
        bytes.putInt(checksum(bytes.array(), bytes.position()));
        return new String(Base64.getUrlEncoder().withoutPadding().encode(bytes.array()), StandardCharsets.ISO_8859_1);
    }

    /**
     * Adds the items of the request's cursor to {@code shown}; adds nothing when it has none.
     *
     * @throws CandorException CURSOR_INVALID when it is damaged, of another format, or belongs to another placement, user
     *     or session
     */
    static void decode(RecommendationRequest request, ItemHashes shown) {
        if (request.cursor().isEmpty()) {
            return;
        }
        ByteBuffer bytes = bytesOf(request.cursor());
        if (bytes.getInt() != placement(request)) {
            throw invalid("it was given out by another placement than '" + request.placement() + "'");
        }
        if (bytes.getLong() != asker(request)) {
            throw invalid("it was given to another user or session");
        }
        int count = Short.toUnsignedInt(bytes.getShort());
        for (int i = 0; i < count; i++) {
            shown.add(bytes.getInt());
        }
    }

    /** Returns the checked bytes, positioned after the format. */
    private static ByteBuffer bytesOf(String cursor) {
        byte[] raw;
        try {
            raw = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw invalid("it is not base64url");
        }
        if (raw.length < HEADER + TRAILER) {
            throw invalid("it has " + raw.length + " bytes, the shortest one has " + (HEADER + TRAILER));
        }
        ByteBuffer bytes = ByteBuffer.wrap(raw);
        int count = Short.toUnsignedInt(bytes.getShort(HEADER - Short.BYTES));
        if (raw.length != HEADER + count * Integer.BYTES + TRAILER || count > MAX_ITEMS) {
            throw invalid("it has " + raw.length + " bytes and claims " + count + " items");
        }
        int end = raw.length - TRAILER;
        if (bytes.getInt(end) != checksum(raw, end)) {
            throw invalid("its checksum does not match");
        }
        byte format = bytes.get(0);
        if (format != FORMAT) {
            throw invalid("its format is " + format + ", this server reads " + FORMAT);
        }
        return bytes.position(1);
    }

    private static int placement(RecommendationRequest request) {
        return (int) IdHash.of(request.placement());
    }

    private static long asker(RecommendationRequest request) {
        return IdHash.of(request.user().isEmpty() ? "s:" + request.session() : "u:" + request.user());
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static CandorException invalid(String why) {
        return new CandorException(ErrorCode.CURSOR_INVALID, "cursor is refused: " + why);
    }
}

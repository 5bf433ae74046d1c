package io.candor.serving;

import io.candor.catalog.IdHash;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.MessageSeal;
import io.candor.event.TokenKeys;
import io.candor.exploration.PageState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/**
 * Writes and reads cursors. A cursor says where the next page begins: which items have been shown so far, to whom, on which
 * placement, and how the draw goes on.
 *
 * <p>It carries the low 32 bits of {@link IdHash} of every item shown, so it survives a change of catalogue, model, process
 * or replica, and nothing is kept on the server. Two ids collide with probability 2⁻³²; then the second one is left out of
 * the pages. It is authenticated, since who could write one could choose what chance chooses. Base64url without padding over
 * big-endian bytes:
 *
 * <pre>
 *   0        1     2           6         14      22          23         31      33              33+4n    49+4n
 *   | format | kid | placement | asker   | seed  | component | log-odds | n     | n × item hash | code   |
 *   | u8 = 2 | u8  | u32 hash  | u64 hash| i64   | u8        | f64      | u16   | u32           | 16 bytes
 * </pre>
 *
 * Component and log-odds are those of {@link PageState}. Belongs to one event loop.
 */
public final class Cursors {
    /** How many items a reader can page through. */
    static final int MAX_ITEMS = 1_000;

    private static final byte FORMAT = 2;
    private static final int COUNT_AT = 31;
    private static final int HEADER = COUNT_AT + Short.BYTES;

    private final MessageSeal seal;
    private final MessageSeal seeds;

    public Cursors(TokenKeys keys) {
        this.seal = new MessageSeal(keys, "candor cursor");
        this.seeds = new MessageSeal(keys, "candor draw");
    }

    /** Returns the seed of the draws that begin with a request; a request that is repeated has the same. */
    long seed(String requestId) {
        return seeds.number(UUID.fromString(requestId));
    }

    /** Returns the cursor after the items of {@code shown}, or an empty string when there are too many of them. */
    String encode(RecommendationRequest request, ItemHashes shown, long seed, PageState page) {
        if (shown.size() > MAX_ITEMS) {
            return "";
        }
        int length = HEADER + shown.size() * Integer.BYTES;
        ByteBuffer bytes = ByteBuffer.allocate(length + MessageSeal.CODE_BYTES);
        int kid = seal.kid();
        bytes.put(FORMAT).put((byte) kid).putInt(placement(request)).putLong(asker(request));
        bytes.putLong(seed).put((byte) page.component()).putDouble(page.floorLogOdds());
        bytes.putShort((short) shown.size());
        for (int i = 0; i < shown.size(); i++) {
            bytes.putInt(shown.at(i));
        }
        bytes.put(seal.code(kid, bytes.array(), length));
        return new String(Base64.getUrlEncoder().withoutPadding().encode(bytes.array()), StandardCharsets.ISO_8859_1);
    }

    /**
     * Says how the draw goes on.
     *
     * @param seed of the first page
     * @param page what the pages so far leave to this one
     */
    record Place(long seed, PageState page) {}

    /**
     * Adds the items of the request's cursor to {@code shown}; a request without one is at the beginning.
     *
     * @throws CandorException CURSOR_INVALID when it is not ours, damaged, of another format, or belongs to another
     *     placement, user or session
     */
    Place decode(RecommendationRequest request, ItemHashes shown) {
        if (request.cursor().isEmpty()) {
            return new Place(seed(request.requestId()), PageState.FIRST);
        }
        ByteBuffer bytes = bytesOf(request.cursor());
        if (bytes.getInt() != placement(request)) {
            throw invalid("it was given out by another placement than '" + request.placement() + "'");
        }
        if (bytes.getLong() != asker(request)) {
            throw invalid("it was given to another user or session");
        }
        Place place = new Place(bytes.getLong(), new PageState(bytes.get(), bytes.getDouble()));
        int count = Short.toUnsignedInt(bytes.getShort());
        for (int i = 0; i < count; i++) {
            shown.add(bytes.getInt());
        }
        return place;
    }

    /** Returns the checked bytes, positioned after the key number. */
    private ByteBuffer bytesOf(String cursor) {
        byte[] raw;
        try {
            raw = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw invalid("it is not base64url");
        }
        if (raw.length < HEADER + MessageSeal.CODE_BYTES) {
            throw invalid("it has " + raw.length + " bytes, the shortest one has " + (HEADER + MessageSeal.CODE_BYTES));
        }
        if (raw[0] != FORMAT) {
            throw invalid("its format is " + raw[0] + ", this server reads " + FORMAT);
        }
        ByteBuffer bytes = ByteBuffer.wrap(raw);
        int length = raw.length - MessageSeal.CODE_BYTES;
        int count = Short.toUnsignedInt(bytes.getShort(COUNT_AT));
        if (length != HEADER + count * Integer.BYTES || count > MAX_ITEMS) {
            throw invalid("it has " + raw.length + " bytes and claims " + count + " items");
        }
        if (!seal.isGenuine(raw[1] & 0xff, raw, length)) {
            throw invalid("it was not made with a key of this server, or was changed");
        }
        return bytes.position(2);
    }

    private static int placement(RecommendationRequest request) {
        return (int) IdHash.of(request.placement());
    }

    private static long asker(RecommendationRequest request) {
        return IdHash.of(request.user().isEmpty() ? "s:" + request.session() : "u:" + request.user());
    }

    private static CandorException invalid(String why) {
        return new CandorException(ErrorCode.CURSOR_INVALID, "cursor is refused: " + why);
    }
}

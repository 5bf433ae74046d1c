package io.candor.event;

import io.candor.event.SlateRecord.ShownItem;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The binary payload of a slate token, version 1, big-endian.
 *
 * <pre>
 *   u8  version = 1
 *   u8  kid
 *   u8  flags            bit 0: propensities follow (else every one is 1)
 *   i64 i64              request id
 *   i64                  time, epoch milliseconds
 *   str                  key of the subject
 *   str str str          placement, model, policy
 *   u8  { str str }      arms: experiment, variant
 *   u16                  first position
 *   u8                   number of items
 *   { str [f64] }        item id, propensity when flagged
 *   str = u16 length in bytes, UTF-8
 * </pre>
 */
final class SlateCodec {
    static final int VERSION = 1;
    static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_COUNT = 255;
    private static final int FLAG_PROPENSITIES = 1;

    private SlateCodec() {}

    /** Appends the payload at the buffer's position; throws {@link java.nio.BufferOverflowException} when it is full. */
    static void write(SlateRecord slate, int kid, ByteBuffer out) {
        if (slate.items().size() > MAX_COUNT || slate.variants().size() > MAX_COUNT) {
            throw new IllegalArgumentException("a slate holds at most " + MAX_COUNT + " items and arms");
        }
        boolean certain = slate.items().stream().allMatch(item -> item.propensity() == 1.0);
        out.put((byte) VERSION).put((byte) kid).put((byte) (certain ? 0 : FLAG_PROPENSITIES));
        out.putLong(slate.requestId().getMostSignificantBits())
                .putLong(slate.requestId().getLeastSignificantBits());
        out.putLong(slate.timeMillis());
        putString(slate.subject().key(), out);
        putString(slate.placement(), out);
        putString(slate.model(), out);
        putString(slate.policy(), out);
        out.put((byte) slate.variants().size());
        slate.variants().forEach((experiment, variant) -> {
            putString(experiment, out);
            putString(variant, out);
        });
        out.putShort((short) slate.firstPosition()).put((byte) slate.items().size());
        for (ShownItem item : slate.items()) {
            putString(item.id(), out);
            if (!certain) {
                out.putDouble(item.propensity());
            }
        }
    }

    /** Returns the key number of a payload of at least two bytes. */
    static int kid(byte[] payload) {
        return payload[1] & 0xff;
    }

    /** Reads a payload whose signature was verified; throws {@link IllegalArgumentException} when it is not whole. */
    static SlateRecord read(byte[] payload) {
        ByteBuffer in = ByteBuffer.wrap(payload);
        try {
            if (in.get() != VERSION) {
                throw new IllegalArgumentException("payload version " + payload[0]);
            }
            in.get();
            boolean propensities = (in.get() & FLAG_PROPENSITIES) != 0;
            UUID requestId = new UUID(in.getLong(), in.getLong());
            long time = in.getLong();
            Subject subject = Subject.ofKey(string(in));
            String placement = string(in);
            String model = string(in);
            String policy = string(in);
            Map<String, String> variants = variants(in);
            int firstPosition = in.getShort() & 0xffff;
            List<ShownItem> items = items(in, propensities);
            if (in.hasRemaining()) {
                throw new IllegalArgumentException(in.remaining() + " bytes too many");
            }
            return new SlateRecord(requestId, time, subject, placement, model, policy, variants, firstPosition, items);
        } catch (BufferUnderflowException | CharacterCodingException e) {
            throw new IllegalArgumentException("payload is not whole", e);
        }
    }

    private static Map<String, String> variants(ByteBuffer in) throws CharacterCodingException {
        int count = in.get() & 0xff;
        Map<String, String> variants = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            variants.put(string(in), string(in));
        }
        return variants;
    }

    private static List<ShownItem> items(ByteBuffer in, boolean propensities) throws CharacterCodingException {
        int count = in.get() & 0xff;
        List<ShownItem> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String id = string(in);
            items.add(new ShownItem(id, propensities ? in.getDouble() : 1.0));
        }
        return items;
    }

    private static void putString(String text, ByteBuffer out) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > 0xffff) {
            throw new IllegalArgumentException("text of " + utf8.length + " bytes does not fit a slate token");
        }
        out.putShort((short) utf8.length).put(utf8);
    }

    private static String string(ByteBuffer in) throws CharacterCodingException {
        int length = in.getShort() & 0xffff;
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer part = in.slice(in.position(), length);
        in.position(in.position() + length);
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(part)
                .toString();
    }
}

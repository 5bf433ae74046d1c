package io.candor.event;

import io.candor.catalog.Ids;
import io.candor.event.SlateRecord.ShownItem;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.SecretKey;

/**
 * The binary payload of a slate token, version 2, big-endian. (Version 1 showed the subject.)
 *
 * <pre>
 *   u8  version = 2
 *   u8  kid
 *   u8  flags            bit 0: propensities follow (else every one is 1); bit 1: there is a subject
 *   i64 i64              request id
 *   i64                  time, epoch milliseconds
 *   [u16 bytes]          subject when flagged, as {@link SubjectSeal} seals it; 1 to 274 bytes
 *   str str str          placement, model, policy
 *   u8  { str str }      arms: experiment, variant
 *   u16                  first position
 *   u8                   number of items
 *   { str [f64] }        item id, propensity when flagged
 *   str = u16 length in bytes, at most 256; UTF-8
 * </pre>
 *
 * <p>Belongs to one thread.
 */
final class SlateCodec {
    static final int VERSION = 2;
    static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_COUNT = 255;
    private static final int MAX_TEXT_BYTES = Ids.MAX_BYTES;
    private static final int MAX_SEALED_BYTES = Ids.MAX_BYTES + 2 + SubjectSeal.TAG_BYTES;
    private static final int FLAG_PROPENSITIES = 1;
    private static final int FLAG_SUBJECT = 2;

    private final TokenKeys keys;
    private final SubjectSeal seal = new SubjectSeal();

    SlateCodec(TokenKeys keys) {
        this.keys = keys;
    }

    /** Appends the payload at the buffer's position; throws {@link java.nio.BufferOverflowException} when it is full. */
    void write(SlateRecord slate, int kid, ByteBuffer out) {
        if (slate.items().size() > MAX_COUNT || slate.variants().size() > MAX_COUNT) {
            throw new IllegalArgumentException("a slate holds at most " + MAX_COUNT + " items and arms");
        }
        boolean certain = isCertain(slate.items());
        boolean nobody = slate.subject().isNobody();
        int flags = (certain ? 0 : FLAG_PROPENSITIES) | (nobody ? 0 : FLAG_SUBJECT);
        out.put((byte) VERSION).put((byte) kid).put((byte) flags);
        out.putLong(slate.requestId().getMostSignificantBits())
                .putLong(slate.requestId().getLeastSignificantBits());
        out.putLong(slate.timeMillis());
        if (!nobody) {
            byte[] sealed = seal.seal(sealingKey(kid), slate.requestId(), slate.subject());
            putBytes(sealed, MAX_SEALED_BYTES, out);
        }
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
    SlateRecord read(byte[] payload) {
        ByteBuffer in = ByteBuffer.wrap(payload);
        try {
            if (in.get() != VERSION) {
                throw new IllegalArgumentException("payload version " + payload[0]);
            }
            int kid = in.get() & 0xff;
            int flags = in.get();
            UUID requestId = new UUID(in.getLong(), in.getLong());
            long time = in.getLong();
            Subject subject = (flags & FLAG_SUBJECT) == 0 ? Subject.NOBODY : subject(kid, requestId, in);
            String placement = string(in);
            String model = string(in);
            String policy = string(in);
            Map<String, String> variants = variants(in);
            int firstPosition = in.getShort() & 0xffff;
            List<ShownItem> items = items(in, (flags & FLAG_PROPENSITIES) != 0);
            if (in.hasRemaining()) {
                throw new IllegalArgumentException(in.remaining() + " bytes too many");
            }
            return new SlateRecord(requestId, time, subject, placement, model, policy, variants, firstPosition, items);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("payload is not whole", e);
        }
    }

    private static Map<String, String> variants(ByteBuffer in) {
        int count = in.get() & 0xff;
        Map<String, String> variants = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            variants.put(string(in), string(in));
        }
        return variants;
    }

    private static List<ShownItem> items(ByteBuffer in, boolean propensities) {
        int count = in.get() & 0xff;
        List<ShownItem> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String id = string(in);
            items.add(new ShownItem(id, propensities ? in.getDouble() : 1.0));
        }
        return items;
    }

    private Subject subject(int kid, UUID requestId, ByteBuffer in) {
        byte[] sealed = new byte[length(in, MAX_SEALED_BYTES)];
        in.get(sealed);
        return seal.open(sealingKey(kid), requestId, sealed);
    }

    private SecretKey sealingKey(int kid) {
        return keys.sealingKey(kid).orElseThrow(() -> new IllegalArgumentException("no key " + kid));
    }

    private static boolean isCertain(List<ShownItem> items) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).propensity() != 1.0) {
                return false;
            }
        }
        return true;
    }

    private static void putString(String text, ByteBuffer out) {
        if (text.length() > MAX_TEXT_BYTES || !Utf8.isAscii(text)) {
            putBytes(text.getBytes(StandardCharsets.UTF_8), MAX_TEXT_BYTES, out);
            return;
        }
        out.putShort((short) text.length());
        for (int i = 0; i < text.length(); i++) {
            out.put((byte) text.charAt(i));
        }
    }

    private static void putBytes(byte[] bytes, int max, ByteBuffer out) {
        if (bytes.length > max) {
            throw new IllegalArgumentException(
                    "text of " + bytes.length + " bytes does not fit a slate token, at most " + max + " do");
        }
        out.putShort((short) bytes.length).put(bytes);
    }

    private static int length(ByteBuffer in, int max) {
        int length = in.getShort() & 0xffff;
        if (length > max) {
            throw new IllegalArgumentException("length " + length + " above " + max);
        }
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        return length;
    }

    private static String string(ByteBuffer in) {
        byte[] utf8 = new byte[length(in, MAX_TEXT_BYTES)];
        in.get(utf8);
        return Utf8.decode(utf8, 0, utf8.length);
    }
}

package io.candor.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.event.SlateRecord.ShownItem;
import io.candor.event.TokenVerdict.Genuine;
import io.candor.event.TokenVerdict.Reason;
import io.candor.event.TokenVerdict.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlateTokensTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final byte[] KEY = new byte[32];

    @TempDir
    private Path directory;

    @Test
    void verify_issuedToken_returnsTheSlate() {
        SlateRecord slate = slate(0.25, 1.0, 1e-9);

        assertEquals(
                new Genuine(slate), tokens(KEY, NOW).verify(tokens(KEY, NOW).issue(slate)));
    }

    @Test
    void verify_deterministicSlate_isShorterAndKeepsPropensityOne() {
        SlateTokens tokens = tokens(KEY, NOW);
        String certain = tokens.issue(slate(1.0, 1.0));
        String drawn = tokens.issue(slate(1.0, 0.5));

        assertEquals(new Genuine(slate(1.0, 1.0)), tokens.verify(certain));
        // Two propensities of 8 bytes are 21 or 22 characters of base64.
        assertEquals(2 * 8 * 4 / 3.0, drawn.length() - certain.length(), 1.0);
    }

    @Test
    void verify_anyCharacterChanged_isRefused() {
        SlateTokens tokens = tokens(KEY, NOW);
        String token = tokens.issue(slate(0.5, 0.5));

        for (int i = 0; i < token.length(); i++) {
            char[] altered = token.toCharArray();
            altered[i] = altered[i] == 'A' ? 'B' : 'A';
            assertInstanceOf(Refused.class, tokens.verify(new String(altered)), "position " + i);
        }
    }

    @Test
    void verify_otherKeyOfSameNumber_isForged() {
        byte[] other = new byte[32];
        Arrays.fill(other, (byte) 7);

        assertEquals(
                new Refused(Reason.FORGED),
                tokens(KEY, NOW).verify(tokens(other, NOW).issue(slate(1.0))));
    }

    @Test
    void verify_pastLifetime_isExpired() {
        String token = tokens(KEY, NOW).issue(slate(1.0));

        assertInstanceOf(
                Genuine.class, tokens(KEY, NOW.plus(Duration.ofDays(1))).verify(token));
        assertEquals(
                new Refused(Reason.EXPIRED),
                tokens(KEY, NOW.plus(Duration.ofDays(1)).plusMillis(1)).verify(token));
    }

    @Test
    void verify_randomText_isRefusedAndNeverThrows() {
        SlateTokens tokens = tokens(KEY, NOW);
        String genuine = tokens.issue(slate(0.5));
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(genuine);
            int edits = 1 + random.nextInt(5);
            for (int e = 0; e < edits; e++) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, (char) random.nextInt(0x20, 0x250));
                    default -> text.setCharAt(at, (char) random.nextInt(0x20, 0x7f));
                }
            }
            if (!text.toString().equals(genuine)) {
                assertInstanceOf(Refused.class, tokens.verify(text.toString()));
            }
        }
    }

    @Test
    void issue_hundredLongIds_fits() {
        List<ShownItem> items = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            items.add(new ShownItem("é".repeat(126) + i, 0.5));
        }
        SlateRecord slate = new SlateRecord(
                new UUID(1, 2), NOW.toEpochMilli(), Subject.session("s"), "home", "m1", "greedy", Map.of(), 101, items);
        SlateTokens tokens = tokens(KEY, NOW);

        assertEquals(new Genuine(slate), tokens.verify(tokens.issue(slate)));
    }

    @Test
    void issue_subject_isNotReadableInTheToken() {
        String token = tokens(KEY, NOW).issue(slate(1.0));
        byte[] payload = Base64.getUrlDecoder().decode(token.substring(3, token.lastIndexOf('.')));

        assertFalse(new String(payload, StandardCharsets.UTF_8).contains("user/1"));
        assertTrue(new String(payload, StandardCharsets.UTF_8).contains("item/0"));
    }

    @Test
    void issue_sameSubjectInTwoSlates_looksDifferent() {
        SlateTokens tokens = tokens(KEY, NOW);
        String sealed = sealedPart(tokens, new UUID(7, 1));

        assertEquals(sealed, sealedPart(tokens, new UUID(7, 1)));
        assertNotEquals(sealed, sealedPart(tokens, new UUID(7, 2)));
    }

    private static String sealedPart(SlateTokens tokens, UUID requestId) {
        SlateRecord slate =
                new SlateRecord(requestId, 0, Subject.user("u"), "home", "m", "greedy", Map.of(), 1, List.of());
        byte[] payload = Base64.getUrlDecoder().decode(payloadOf(tokens.issue(slate)));
        return HexFormat.of().formatHex(payload, 27, 29 + 3 + SubjectSeal.TAG_BYTES);
    }

    @Test
    void verify_nobody_hasNothingSealed() {
        SlateTokens tokens = tokens(KEY, NOW);
        SlateRecord known = slate(1.0);
        SlateRecord anonymous = new SlateRecord(
                known.requestId(),
                known.timeMillis(),
                Subject.NOBODY,
                known.placement(),
                known.model(),
                known.policy(),
                known.variants(),
                known.firstPosition(),
                known.items());
        String token = tokens.issue(anonymous);

        assertEquals(new Genuine(anonymous), tokens.verify(token));
        assertTrue(token.length() + 4 * SubjectSeal.TAG_BYTES / 3
                < tokens.issue(known).length());
    }

    @Test
    void verify_keyOfAnotherNumber_isUnknownOrForged() {
        TokenKeys two = ring("2 " + "07".repeat(32), "1 " + "00".repeat(32));
        SlateTokens rotated = new SlateTokens(two, Duration.ofDays(1), InstantSource.fixed(NOW));

        assertEquals(new Genuine(slate(1.0)), rotated.verify(tokens(KEY, NOW).issue(slate(1.0))));
        assertEquals(new Refused(Reason.UNKNOWN_KEY), tokens(KEY, NOW).verify(rotated.issue(slate(1.0))));
        byte[] payload = Base64.getUrlDecoder().decode(payloadOf(rotated.issue(slate(1.0))));
        payload[1] = 1;
        String renumbered = "c1." + Base64.getUrlEncoder().withoutPadding().encodeToString(payload)
                + rotated.issue(slate(1.0)).substring(rotated.issue(slate(1.0)).lastIndexOf('.'));
        assertEquals(new Refused(Reason.FORGED), rotated.verify(renumbered));
    }

    private TokenKeys ring(String... lines) {
        try {
            Path file = Files.write(directory.resolve("token.keys"), List.of(lines));
            return TokenKeys.loadOrCreate(file, new SecureRandom());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void read_flippedTruncatedOrRandomPayloadWithGoodSignature_isRefusedOrWhole() {
        SlateCodec codec = new SlateCodec(TokenKeys.of(KEY));
        ByteBuffer out = ByteBuffer.allocate(4096);
        codec.write(slate(0.5, 0.25), 1, out);
        byte[] whole = Arrays.copyOf(out.array(), out.position());
        SplittableRandom random = new SplittableRandom(5);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] payload = switch (round % 3) {
                case 0 -> Arrays.copyOf(whole, random.nextInt(whole.length));
                case 1 -> flipped(whole, random.nextInt(8 * whole.length));
                default -> randomTail(whole, random);
            };
            try {
                codec.read(payload);
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
        assertTrue(refused > 15_000, "refused only " + refused);
    }

    private static byte[] flipped(byte[] whole, int bit) {
        byte[] payload = whole.clone();
        payload[bit / 8] ^= (byte) (1 << bit % 8);
        return payload;
    }

    private static byte[] randomTail(byte[] whole, SplittableRandom random) {
        byte[] payload = whole.clone();
        byte[] tail = new byte[1 + random.nextInt(whole.length)];
        random.nextBytes(tail);
        System.arraycopy(tail, 0, payload, payload.length - tail.length, tail.length);
        return payload;
    }

    @Test
    void shownItem_propensityOutsideUnitInterval_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ShownItem("a", 0));
        assertThrows(IllegalArgumentException.class, () -> new ShownItem("a", 1.0000001));
        assertThrows(IllegalArgumentException.class, () -> new ShownItem("a", Double.NaN));
    }

    private static SlateTokens tokens(byte[] key, Instant now) {
        return new SlateTokens(TokenKeys.of(key), Duration.ofDays(1), InstantSource.fixed(now));
    }

    private static SlateRecord slate(double... propensities) {
        List<ShownItem> items = new ArrayList<>();
        for (int i = 0; i < propensities.length; i++) {
            items.add(new ShownItem("item/" + i + " 🎬", propensities[i]));
        }
        return new SlateRecord(
                UUID.fromString("0199a0b0-0000-7000-8000-000000000001"),
                NOW.toEpochMilli(),
                Subject.user("user/1 é"),
                "home",
                "m-2026",
                "greedy",
                Map.of("layout", "b"),
                1,
                items);
    }

    /** Returns the part between the dots. */
    private static String payloadOf(String token) {
        return token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    }
}

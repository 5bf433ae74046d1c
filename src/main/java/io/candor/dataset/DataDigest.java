package io.candor.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The fingerprint of some interactions, the same for the same rows in the same order whatever file they came from. */
public final class DataDigest {
    private DataDigest() {}

    /**
     * Returns SHA-256 as 64 hexadecimal digits, over user id, item id, value and time of every row, and over rating and weight of those
     * where they are not the value and 1.
     */
    public static String of(Interactions interactions) {
        MessageDigest digest = sha256();
        ByteBuffer numbers = ByteBuffer.allocate(Float.BYTES + Long.BYTES + 2 * Integer.BYTES);
        for (int row = 0; row < interactions.size(); row++) {
            byte[] user = interactions.users().idAt(interactions.user(row)).getBytes(StandardCharsets.UTF_8);
            byte[] item = interactions.items().idAt(interactions.item(row)).getBytes(StandardCharsets.UTF_8);
            numbers.clear();
            numbers.putInt(user.length).putInt(item.length);
            numbers.putFloat(interactions.value(row)).putLong(interactions.time(row));
            digest.update(numbers.array());
            digest.update(user);
            digest.update(item);
            if (Float.compare(interactions.rating(row), interactions.value(row)) != 0
                    || interactions.weight(row) != 1
                    || interactions.hasTargets()) {
                numbers.clear();
                numbers.putFloat(interactions.rating(row)).putFloat(interactions.weight(row));
                if (interactions.hasTargets()) {
                    numbers.putFloat(interactions.target(row));
                }
                numbers.flip();
                digest.update(numbers);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

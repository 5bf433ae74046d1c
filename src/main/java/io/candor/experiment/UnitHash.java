package io.candor.experiment;

import io.candor.catalog.IdHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Hashes that place units. Every one of them stands in stored allocations and in front-ends, so none must ever change.
 *
 * <p>Candor: h = m(m(u ⊕ s) + s), u = {@link io.candor.event.Subject#hash}, s = {@link IdHash} of {@code layer:NAME} or
 * {@code experiment:SALT}, m = the finisher of MurmurHash3. The hash of a unit is found once and mixed with each salt, so
 * that no text is read per layer.
 *
 * <p>Source: GrowthBook SDK specification 0.8 (its JavaScript form, which hashes UTF-16 units; for ids in ASCII all its SDKs
 * agree); PlanOut, {@code planout/ops/random.py}; Appleby, MurmurHash3 (fmix64).
 */
final class UnitHash {
    /** Units of an experiment fall into so many buckets. */
    static final int BUCKETS = 10_000_000;

    private static final double PLANOUT_SCALE = 0xFFFFFFFFFFFFFFFL;
    private static final int GROWTHBOOK_STEPS = 10_000;
    private static final int GROWTHBOOK_NAMESPACE_STEPS = 1_000;
    private static final int FNV_BASIS = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    private UnitHash() {}

    static long layerSalt(String layer) {
        return IdHash.of("layer:" + layer);
    }

    static long experimentSalt(String salt) {
        return IdHash.of("experiment:" + salt);
    }

    /** Returns 64 bits for a unit under a salt. */
    static long candor(long unit, long salt) {
        return mix(mix(unit ^ salt) + salt);
    }

    /** Returns 0 to {@code count} − 1, uniform over uniform hashes. */
    static int scaled(long hash, int count) {
        return (int) Math.unsignedMultiplyHigh(hash, count);
    }

    private static long mix(long value) {
        long h = value;
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }

    /** Returns GrowthBook's hash of version 2, in ten-thousandths: 0 to 9,999. */
    static int growthbook(String seed, String value) {
        int first = fnv1a32(fnv1a32(FNV_BASIS, seed), value);
        return Integer.remainderUnsigned(fnv1a32(FNV_BASIS, Integer.toUnsignedString(first)), GROWTHBOOK_STEPS);
    }

    /** Returns GrowthBook's hash of version 1, in thousandths: 0 to 999. */
    static int growthbookNamespace(String seed, String value) {
        return Integer.remainderUnsigned(fnv1a32(fnv1a32(FNV_BASIS, value), seed), GROWTHBOOK_NAMESPACE_STEPS);
    }

    private static int fnv1a32(int start, String text) {
        int h = start;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * FNV_PRIME;
        }
        return h;
    }

    /** Returns PlanOut's uniform value, 0 to 1: the first 60 bits of the SHA-1 of {@code salt.parameter.unit}. */
    static double planout(String salt, String parameter, String unit) {
        byte[] text = (salt + "." + parameter + "." + unit).getBytes(StandardCharsets.UTF_8);
        byte[] digest;
        try {
            digest = MessageDigest.getInstance("SHA-1").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = bits << Byte.SIZE | digest[i] & 0xff;
        }
        return (bits >>> 4) / PLANOUT_SCALE;
    }
}

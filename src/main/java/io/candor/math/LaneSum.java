package io.candor.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;

/**
 * The sum of the lanes of a register, always in the same order: halves are added until four lanes are left, then
 * (0 + 2) + (1 + 3).
 *
 * <p>{@link FloatVector#reduceLanes} leaves the order open and gives other last digits once a method is compiled, so that
 * equal queries could rank near ties differently.
 */
final class LaneSum {
    private LaneSum() {}

    static float of(FloatVector v) {
        return switch (v.length()) {
            case 16 -> of8(half(v, 0).add(half(v, 1)));
            case 8 -> of8(v);
            case 4 -> of4(v);
            default -> v.reduceLanes(VectorOperators.ADD);
        };
    }

    private static FloatVector half(FloatVector v, int part) {
        Vector<Float> half = v.castShape(FloatVector.SPECIES_256, part);
        return (FloatVector) half;
    }

    private static float of8(FloatVector v) {
        Vector<Float> low = v.castShape(FloatVector.SPECIES_128, 0);
        Vector<Float> high = v.castShape(FloatVector.SPECIES_128, 1);
        return of4((FloatVector) low.add(high));
    }

    private static float of4(FloatVector v) {
        return (v.lane(0) + v.lane(2)) + (v.lane(1) + v.lane(3));
    }
}

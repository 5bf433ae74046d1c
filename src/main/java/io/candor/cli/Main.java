package io.candor.cli;

public final class Main {
    private Main() {}

    public static void main(String[] args) {
        var s = jdk.incubator.vector.FloatVector.SPECIES_PREFERRED;
        System.out.println(s);
    }
}

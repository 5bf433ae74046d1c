package io.candor.cli;

/** The entry point of the {@code candor} command. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {}
}

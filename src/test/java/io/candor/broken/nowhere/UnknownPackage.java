package io.candor.broken.nowhere;

/** Lies in a package that the table does not know. */
public final class UnknownPackage {}

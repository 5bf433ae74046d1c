package io.candor.bench;

/** A server that takes events. */
interface Contender {
    /** What the threads of the JVM's compilers are called: "C2 CompilerThre". */
    String COMPILER = " CompilerThre";

    int port();

    /** Returns its CPU time so far, in microseconds. */
    double cpuMicros();

    /** Returns that of the JVM's compilers alone. */
    double compilerMicros();
}

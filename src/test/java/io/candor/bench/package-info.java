/**
 * Benchmarks of a whole server in a process of its own, so that its CPU time and its clients' can be told apart. The clients
 * are plain sockets with prepared requests, for they share the machine with what they measure.
 */
@NullMarked
package io.candor.bench;

import org.jspecify.annotations.NullMarked;

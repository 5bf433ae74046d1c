/** Wiring: from configuration to a running process, and back down. */
@NullMarked
package io.candor.app;

import org.jspecify.annotations.NullMarked;

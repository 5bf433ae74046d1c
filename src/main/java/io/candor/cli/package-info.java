/** The commands. A command parses its flags, calls, and prints; it holds no logic of its own. */
@NullMarked
package io.candor.cli;

import org.jspecify.annotations.NullMarked;

/** What the jar ships: its bill of materials, the licences in it, and known vulnerabilities. */
@NullMarked
package io.candor.supplychain;

import org.jspecify.annotations.NullMarked;

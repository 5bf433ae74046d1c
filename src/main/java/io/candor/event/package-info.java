/** What happened, and the signed slate token that says what was shown. */
@NullMarked
package io.candor.event;

import org.jspecify.annotations.NullMarked;

/** The verticles, bus addresses and the local codec. Thin: a verticle receives ready collaborators, binds, and releases. */
@NullMarked
package io.candor.verticle;

import org.jspecify.annotations.NullMarked;

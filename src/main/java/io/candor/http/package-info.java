/**
 * Routes, wire records, keys and problem documents.
 *
 * <p>One handler class a route; its class doc is the API reference of that route. Handlers parse, call a collaborator
 * ({@link io.candor.http.SlateService} and the like, implemented in {@code verticle} over the event bus) and render. Every
 * input is bounded, and refused with a problem document (RFC 9457) that names the field and the bound.
 */
@NullMarked
package io.candor.http;

import org.jspecify.annotations.NullMarked;

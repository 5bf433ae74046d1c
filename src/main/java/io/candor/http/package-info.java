/**
 * Routes, wire formats and problem documents.
 *
 * <p>{@link io.candor.http.ApiRouter} and {@link io.candor.http.ManagementRouter} build the routers of one event loop; the
 * {@link io.candor.http.HttpServers} mounts them on servers. What would not be worked on now is refused at the {@code Entrance}, by
 * priority, as {@code Admission} decides; {@code Connections} bounds who may hold a connection. A request passes the gate
 * (id, counters), the check of its key ({@link io.candor.http.ApiKeys}), then one handler a route, whose class
 * doc is the API reference of that route: it parses, calls a collaborator ({@link io.candor.http.SlateService}, {@link io.candor.http.ItemService}, {@link
 * io.candor.http.ModelService}, implemented in {@code verticle}) and renders. What fails, wherever it fails, ends in one
 * handler that answers with a problem document (RFC 9457) of a stable code.
 *
 * <p>Invariants. The contract is {@code openapi.yaml}; tests hold every answer to it, while requests are checked by hand,
 * because validating them by schema costs several times the rest of the request. Every input is bounded, refused with
 * field, value and bound, all mistakes at once. Ids come out of a URI strictly decoded, once. No text of a library's
 * exception reaches a client.
 *
 * <p>Threading: a router, its handlers and their scratch belong to one event loop and take no lock; {@link
 * io.candor.http.HttpMetrics} and {@link io.candor.http.Draining} are shared. Nothing blocks. Allocation: a slate is
 * written straight into the buffer that is sent, without an object an item.
 *
 * <p>References: RFC 9457 (problem documents), RFC 9562 (UUIDs of version 7), OpenAPI 3.1.
 */
@NullMarked
package io.candor.http;

import org.jspecify.annotations.NullMarked;

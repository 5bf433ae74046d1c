/**
 * Synthetic people with known tastes, who use a running server.
 *
 * <pre>
 *   WorldSettings ──► World (who likes what) ──┐
 *   ClickModel (who clicks where) ─────────────┴─► Simulation ⇄ RecommendationClient ⇄ HTTP    ──► SimulationReport
 *                                                                                              ──► Truth
 * </pre>
 *
 * <p>Input: a seed, and the address of a server. Output: traffic, and the truth about it, by which estimates made from its log can
 * be judged. Everything about the world is a function of its seed: the taste of a person, the traits of an item (by its id, so that
 * a server with a catalogue of its own can be visited as well), whether a slate's position is clicked. What the server draws is its own.
 *
 * <p>Nothing here is on the request path. Neither clock nor chance is ambient.
 */
@NullMarked
package io.candor.simulation;

import org.jspecify.annotations.NullMarked;

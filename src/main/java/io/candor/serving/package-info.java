/**
 * One request end to end, in plain Java: the pipeline that the verticles drive.
 *
 * <p>A {@link io.candor.serving.RecommendationRequest} goes in, a {@link io.candor.serving.Slate} comes out; between them
 * retrieval, ranking and (later) exploration read one {@link io.candor.model.ModelSnapshot} and one {@link
 * io.candor.catalog.CatalogSnapshot}, taken once, so that no answer mixes two. Buffers are pooled per event loop and given
 * back when the slate is closed. No Vert.x here.
 */
@NullMarked
package io.candor.serving;

import org.jspecify.annotations.NullMarked;

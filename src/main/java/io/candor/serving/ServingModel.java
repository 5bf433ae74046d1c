package io.candor.serving;

import io.candor.catalog.CatalogSnapshot;
import io.candor.catalog.IdTable;
import io.candor.catalog.NewItemVectors;
import io.candor.catalog.Timestamps;
import io.candor.event.Subject;
import io.candor.model.AttributeMap;
import io.candor.model.ModelManifest;
import io.candor.model.ModelSnapshot;
import io.candor.profile.FoldInModel;
import io.candor.profile.FoldInParameters;
import io.candor.retrieval.CandidateIndex;
import io.candor.retrieval.ItemVectors;
import io.candor.retrieval.NeighbourTable;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One generation of what is served: a model, the index over it, the catalogue whose ordinals belong to it, and what is worked
 * out once a generation.
 *
 * <p>Counted by the references of its {@link ModelSnapshot}; the index is closed with the snapshot. Thread-safe.
 */
public final class ServingModel {
    private final ModelSnapshot snapshot;
    private final CandidateIndex index;
    private final Supplier<CatalogSnapshot> catalog;
    private final ItemVectors vectors;
    private final ItemsByHash itemsByHash;
    private final NeighbourTable neighbours;
    private final Optional<FoldInModel> foldIn;
    private final NewItemVectors newItems;
    private final long createdMillis;

    /**
     * Makes a generation; reads all item factors once, so it takes time on a large model.
     *
     * @param snapshot the opened bundle, with the reference that {@link #release} gives back
     * @param index over the rows of {@code snapshot}; closed when the snapshot is
     * @param neighbours of the rows of {@code snapshot}; closed when the snapshot is
     * @param catalog the catalogue as it is now; a request asks once
     */
    public ServingModel(
            ModelSnapshot snapshot,
            CandidateIndex index,
            NeighbourTable neighbours,
            Supplier<CatalogSnapshot> catalog) {
        this.snapshot = snapshot;
        this.index = index;
        this.neighbours = neighbours;
        this.catalog = catalog;
        this.vectors = ItemVectors.over(snapshot.items());
        this.itemsByHash = ItemsByHash.over(snapshot.itemIds());
        this.foldIn = foldIn(snapshot);
        this.newItems = AttributeMap.of(snapshot);
        this.createdMillis = Timestamps.parse(snapshot.manifest().createdAt()).orElse(0);
    }

    private static Optional<FoldInModel> foldIn(ModelSnapshot snapshot) {
        double[] gram = snapshot.gram();
        if (gram.length == 0) {
            return Optional.empty();
        }
        ModelManifest manifest = snapshot.manifest();
        FoldInParameters parameters = FoldInParameters.of(manifest.hyperparameters())
                .orElseGet(() -> FoldInParameters.ofScale(gram, manifest.dims(), manifest.items()));
        return Optional.of(new FoldInModel(gram, manifest.dims(), manifest.items(), parameters));
    }

    /** Returns the version of the model, as answers name it. */
    public String version() {
        return snapshot.manifest().version();
    }

    public ModelSnapshot snapshot() {
        return snapshot;
    }

    public CandidateIndex index() {
        return index;
    }

    /** Returns the catalogue as it is now. */
    public CatalogSnapshot catalog() {
        return catalog.get();
    }

    /**
     * Returns the row of a subject, {@link IdTable#NOT_FOUND} when the model does not know them, or must not any more because
     * they wished to be forgotten after it was made.
     */
    public int rowOf(Subject subject, ErasedSubjects erased) {
        if (subject.kind() != Subject.Kind.USER) {
            return IdTable.NOT_FOUND;
        }
        int row = snapshot.userIds().ordinalOf(subject.id());
        return row != IdTable.NOT_FOUND && erased.erased(subject, createdMillis) ? IdTable.NOT_FOUND : row;
    }

    /** Returns what folding users in needs; empty for a model that cannot. */
    Optional<FoldInModel> foldIn() {
        return foldIn;
    }

    /** Returns what makes vectors of what is merely described. */
    NewItemVectors newItems() {
        return newItems;
    }

    NeighbourTable neighbours() {
        return neighbours;
    }

    ItemVectors vectors() {
        return vectors;
    }

    ItemsByHash itemsByHash() {
        return itemsByHash;
    }

    /** Gives a reference back; the last one closes snapshot and index. */
    public void release() {
        snapshot.release();
    }
}

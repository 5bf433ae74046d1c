package io.candor.catalog;

import io.candor.math.Bits;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of a filter against columns: set operations on the items under each label, then a look at what is left for
 * dates and prices. Used once; allocates one set of the catalogue's size when more than one step needs it.
 */
final class FilterRun {
    private final Columns columns;
    private final Bits target;
    private @Nullable Bits scratch;
    private boolean narrowed;

    /**
     * @param target of the columns' size or larger; overwritten. Bits past the columns are left in any state
     */
    FilterRun(Columns columns, Bits target) {
        this.columns = columns;
        this.target = target;
    }

    void run(FilterPlan plan) {
        target.clearAll();
        for (FilterPlan.LabelTest test : plan.labels()) {
            if (test.any().length > 0) {
                narrow(test.kind(), test.any(), 0, test.any().length);
            }
            for (int i = 0; i < test.all().length; i++) {
                narrow(test.kind(), test.all(), i, i + 1);
            }
        }
        if (!narrowed && plan.hasDate()) {
            narrowByDate(plan);
        } else if (!narrowed) {
            target.setAll();
        }
        for (FilterPlan.LabelTest test : plan.labels()) {
            if (test.none().length > 0) {
                target.andNot(itemsUnder(test.kind(), test.none(), 0, test.none().length));
            }
        }
        keepInRange(plan);
        dropDeleted();
    }

    /** Keeps the items under one of {@code labels[from .. to)}. */
    private void narrow(LabelKind kind, int[] labels, int from, int to) {
        if (narrowed) {
            target.and(itemsUnder(kind, labels, from, to));
        } else {
            addItems(kind, labels, from, to, target);
            narrowed = true;
        }
    }

    private void narrowByDate(FilterPlan plan) {
        for (int ordinal : columns.byFreshness()) {
            if (!plan.passesDate(columns.publishedAt(ordinal))) {
                break;
            }
            target.set(ordinal);
        }
    }

    private void keepInRange(FilterPlan plan) {
        if (!plan.hasPrice() && !(plan.hasDate() && narrowed)) {
            return;
        }
        int words = (columns.size() + Long.SIZE - 1) / Long.SIZE;
        for (int w = 0; w < words; w++) {
            if (target.word(w) != 0) {
                target.andWord(w, columns.inRange(plan, w * Long.SIZE));
            }
        }
    }

    private void dropDeleted() {
        Bits deleted = columns.deleted();
        for (int o = deleted.nextSet(0); o >= 0; o = deleted.nextSet(o + 1)) {
            target.clear(o);
        }
    }

    private Bits itemsUnder(LabelKind kind, int[] labels, int from, int to) {
        Bits items = scratch;
        if (items == null) {
            items = new Bits(target.size());
            scratch = items;
        } else {
            items.clearAll();
        }
        addItems(kind, labels, from, to, items);
        return items;
    }

    private void addItems(LabelKind kind, int[] labels, int from, int to, Bits into) {
        for (int i = from; i < to; i++) {
            columns.labels(kind).addItems(labels[i], into);
        }
    }
}

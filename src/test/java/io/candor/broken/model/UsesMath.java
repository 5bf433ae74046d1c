package io.candor.broken.model;

import io.candor.broken.math.UsesModel;

/** Closes a cycle with {@link UsesModel}. */
public final class UsesMath {
    private UsesMath() {}

    public static int dims() {
        return 2;
    }

    public static int cells() {
        return UsesModel.rows() * dims();
    }
}

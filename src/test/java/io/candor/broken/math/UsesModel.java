package io.candor.broken.math;

import io.candor.broken.model.UsesMath;

/** Breaks the dependency table: math may use error alone. */
public final class UsesModel {
    public static final int DIMS = UsesMath.dims();

    private UsesModel() {}

    public static int rows() {
        return 1;
    }
}

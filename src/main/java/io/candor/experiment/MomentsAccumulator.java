package io.candor.experiment;

/** Moments that change as units come and their totals grow. Not thread-safe. */
public final class MomentsAccumulator {
    private long n;
    private double y;
    private double d;
    private double x;
    private double yy;
    private double dd;
    private double xx;
    private double yd;
    private double yx;
    private double dx;

    /** Starts from what was kept. */
    public static MomentsAccumulator from(Moments kept) {
        MomentsAccumulator accumulator = new MomentsAccumulator();
        accumulator.merge(kept);
        return accumulator;
    }

    /** Adds a unit. */
    public void add(double unitY, double unitD, double unitX) {
        n++;
        put(1, unitY, unitD, unitX);
    }

    /** Takes a unit out that was added with these totals. */
    public void remove(double unitY, double unitD, double unitX) {
        if (n == 0) {
            throw new IllegalStateException("there is no unit to take out");
        }
        n--;
        put(-1, unitY, unitD, unitX);
    }

    /** Says that a unit's totals, which were (oldY, oldD, oldX), are (newY, newD, newX) now. */
    public void replace(double oldY, double oldD, double oldX, double newY, double newD, double newX) {
        put(-1, oldY, oldD, oldX);
        put(1, newY, newD, newX);
    }

    /** Adds the units of others. */
    public void merge(Moments other) {
        n += other.n();
        y += other.y();
        d += other.d();
        x += other.x();
        yy += other.yy();
        dd += other.dd();
        xx += other.xx();
        yd += other.yd();
        yx += other.yx();
        dx += other.dx();
    }

    public Moments moments() {
        return new Moments(n, y, d, x, yy, dd, xx, yd, yx, dx);
    }

    private void put(int sign, double unitY, double unitD, double unitX) {
        y += sign * unitY;
        d += sign * unitD;
        x += sign * unitX;
        yy += sign * unitY * unitY;
        dd += sign * unitD * unitD;
        xx += sign * unitX * unitX;
        yd += sign * unitY * unitD;
        yx += sign * unitY * unitX;
        dx += sign * unitD * unitX;
    }
}

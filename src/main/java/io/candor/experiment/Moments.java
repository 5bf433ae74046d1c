package io.candor.experiment;

/**
 * Sums over the units of one arm, from which every estimate of one metric is made.
 *
 * <p>Of each unit: y its numerator, d its denominator (1 for a metric per unit), x its covariate from before the experiment
 * (0 when there is none). The sums are raw and not centred: a unit's totals can then be taken out exactly when they are whole
 * numbers below 2⁵³, arms and days are merged by adding, and a database can keep them.
 *
 * @param n units
 * @param y Σ y
 * @param d Σ d
 * @param x Σ x
 * @param yy Σ y²
 * @param dd Σ d²
 * @param xx Σ x²
 * @param yd Σ y·d
 * @param yx Σ y·x
 * @param dx Σ d·x
 */
public record Moments(
        long n, double y, double d, double x, double yy, double dd, double xx, double yd, double yx, double dx) {
    /** No unit. */
    public static final Moments NONE = new Moments(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public Moments {
        if (n < 0) {
            throw new IllegalArgumentException("n must be 0 or more, was " + n);
        }
    }

    /** Returns the moments of one unit. */
    public static Moments of(double y, double d, double x) {
        return new Moments(1, y, d, x, y * y, d * d, x * x, y * d, y * x, d * x);
    }

    /** Returns the moments of the units of both; no unit may be in both. */
    public Moments plus(Moments other) {
        return new Moments(
                n + other.n,
                y + other.y,
                d + other.d,
                x + other.x,
                yy + other.yy,
                dd + other.dd,
                xx + other.xx,
                yd + other.yd,
                yx + other.yx,
                dx + other.dx);
    }

    double meanY() {
        return y / n;
    }

    double meanD() {
        return d / n;
    }

    double meanX() {
        return x / n;
    }

    double varianceY() {
        return covariance(yy, y, y);
    }

    double varianceD() {
        return covariance(dd, d, d);
    }

    double varianceX() {
        return covariance(xx, x, x);
    }

    double covarianceYD() {
        return covariance(yd, y, d);
    }

    double covarianceYX() {
        return covariance(yx, y, x);
    }

    double covarianceDX() {
        return covariance(dx, d, x);
    }

    /** Sample covariance, with n − 1; NaN below two units. */
    private double covariance(double products, double a, double b) {
        return n < 2 ? Double.NaN : (products - a / n * b) / (n - 1);
    }
}

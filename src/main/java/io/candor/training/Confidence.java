package io.candor.training;

/** How much an observed interaction weighs against α₀ of an unobserved one, by its value r. */
public enum Confidence {
    /** 1 whatever the value. */
    CONSTANT {
        @Override
        double weight(double value, double alpha) {
            return 1;
        }
    },
    /** 1 + α·r (Hu, Koren, Volinsky 2008, section 4); values below 0 count as 0. */
    LINEAR {
        @Override
        double weight(double value, double alpha) {
            return 1 + alpha * Math.max(value, 0);
        }
    },
    /** 1 + α·ln(1 + r); values below 0 count as 0. */
    LOG {
        @Override
        double weight(double value, double alpha) {
            return 1 + alpha * Math.log1p(Math.max(value, 0));
        }
    };

    abstract double weight(double value, double alpha);
}

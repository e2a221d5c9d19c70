package dev.stride.plugins.augmentations;

import dev.stride.model.RandomStream;

/** Draws from symmetric Beta distributions. */
final class Beta {

    private Beta() {}

    /** A draw from Beta(alpha, alpha), as one of two Gamma draws by their sum; in [0, 1]. */
    static double draw(double alpha, RandomStream random) {
        double first = logGamma(alpha, random);
        double second = logGamma(alpha, random);
        return 1 / (1 + StrictMath.exp(second - first));
    }

    /** The logarithm of a draw from Gamma(shape, 1), which for small shapes would vanish itself. */
    private static double logGamma(double shape, RandomStream random) {
        if (shape >= 1) {
            return StrictMath.log(gamma(shape, random));
        }
        return StrictMath.log(gamma(shape + 1, random)) + StrictMath.log(1 - random.nextDouble()) / shape;
    }

    /** Marsaglia and Tsang (2000), for shapes of at least 1. */
    private static double gamma(double shape, RandomStream random) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double cube = 1 + c * x;
            double v = cube * cube * cube;
            if (v > 0 && StrictMath.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                return d * v;
            }
        }
    }
}

package dev.stride.plugins.search;

import dev.stride.model.ParameterDomain;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Ranges as the unit interval. */
final class Scales {

    private Scales() {}

    /** The number at a fraction, in [0, 1), of a range, on the range's scale. */
    static double at(ParameterDomain.Real range, double fraction) {
        double value = range.scale() == ParameterDomain.Scale.LOG
                ? StrictMath.exp(StrictMath.log(range.from())
                        + fraction * (StrictMath.log(range.to()) - StrictMath.log(range.from())))
                : range.from() + fraction * (range.to() - range.from());
        return Math.max(range.from(), Math.min(range.to(), value));
    }

    /** The integer at a fraction, in [0, 1), of a range; every one has a share of its own size on the range's scale. */
    static long at(ParameterDomain.Whole range, double fraction) {
        if (range.scale() == ParameterDomain.Scale.LINEAR) {
            BigInteger index = new BigDecimal(fraction)
                    .multiply(new BigDecimal(count(range)))
                    .toBigInteger();
            return BigInteger.valueOf(range.step())
                    .multiply(index)
                    .add(BigInteger.valueOf(range.from()))
                    .longValueExact();
        }
        double low = StrictMath.log(range.from() - 0.5);
        double high = StrictMath.log(range.to() + 0.5);
        long value = Math.round(StrictMath.exp(low + fraction * (high - low)));
        long steps = Math.max(0, (value - range.from()) / range.step());
        return range.from() + range.step() * Math.min(steps, range.count() - 1);
    }

    /** How many integers a range has, which may be more than a long can tell. */
    static BigInteger count(ParameterDomain.Whole range) {
        return BigInteger.valueOf(range.to())
                .subtract(BigInteger.valueOf(range.from()))
                .divide(BigInteger.valueOf(range.step()))
                .add(BigInteger.ONE);
    }

    /** The integer after one of a range; after the last comes the first. */
    static long next(ParameterDomain.Whole range, long value) {
        boolean last = Long.compareUnsigned(range.to() - value, range.step()) < 0;
        return last ? range.from() : value + range.step();
    }
}

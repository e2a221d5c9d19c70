package dev.stride.plugins.search;

import dev.stride.model.ParameterDomain;

/** Ranges as the unit interval. */
final class Scales {

    private Scales() {}

    /** The number at a fraction of a range, on the range's scale. */
    static double at(ParameterDomain.Real range, double fraction) {
        double value = range.scale() == ParameterDomain.Scale.LOG
                ? StrictMath.exp(StrictMath.log(range.from())
                        + fraction * (StrictMath.log(range.to()) - StrictMath.log(range.from())))
                : range.from() + fraction * (range.to() - range.from());
        return Math.max(range.from(), Math.min(range.to(), value));
    }

    /** The integer at a fraction of a range; every one has a share of its own size on the range's scale. */
    static long at(ParameterDomain.Whole range, double fraction) {
        if (range.scale() == ParameterDomain.Scale.LINEAR) {
            return range.from() + range.step() * (long) Math.floor(fraction * range.count());
        }
        double low = StrictMath.log(range.from() - 0.5);
        double high = StrictMath.log(range.to() + 0.5);
        long value = Math.round(StrictMath.exp(low + fraction * (high - low)));
        long steps = Math.max(0, (value - range.from()) / range.step());
        return range.from() + range.step() * Math.min(steps, range.count() - 1);
    }
}

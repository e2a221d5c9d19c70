package dev.stride.model;

import java.util.List;

/** How the learning rate goes over a trial, as a factor of the optimizer's rate by the fraction of steps done. */
public sealed interface Schedule {

    String name();

    /**
     * The factor of the rate.
     *
     * @param step the step about to be made, from 0
     * @param steps how many steps the trial has
     */
    double factor(long step, long steps);

    /** The rate as it is. */
    record Constant() implements Schedule {
        @Override
        public String name() {
            return "constant";
        }

        @Override
        public double factor(long step, long steps) {
            return 1;
        }
    }

    /**
     * Half a cosine from 1 to 0 (Loshchilov and Hutter, 2017), after a linear rise.
     *
     * @param warmup the fraction of all steps that the rise takes, in [0, 1)
     */
    record Cosine(double warmup) implements Schedule {
        @Override
        public String name() {
            return "cosine";
        }

        @Override
        public double factor(long step, long steps) {
            double rise = warmup * steps;
            if (step < rise) {
                return Schedule.risen(step, rise);
            }
            double progress = (step - rise) / Math.max(steps - rise, 1);
            return 0.5 * (1 + StrictMath.cos(Math.PI * Math.min(progress, 1)));
        }
    }

    /**
     * A fall to a fixed part at each of some points, as He et al. (2016) train; after a linear rise.
     *
     * @param at the fractions of all steps at which it falls, in (0, 1), rising
     * @param factor what is left of the rate each time, in (0, 1]
     * @param warmup the fraction of all steps that the rise takes, in [0, 1)
     */
    record Step(List<Double> at, double factor, double warmup) implements Schedule {

        public Step {
            at = List.copyOf(at);
        }

        @Override
        public String name() {
            return "step";
        }

        @Override
        public double factor(long step, long steps) {
            long falls =
                    at.stream().filter(fraction -> step >= fraction * steps).count();
            double rise = warmup * steps;
            double risen = step < rise ? Schedule.risen(step, rise) : 1;
            return risen * StrictMath.pow(factor, falls);
        }
    }

    private static double risen(long step, double rise) {
        return Math.min(1, (step + 1) / rise);
    }
}

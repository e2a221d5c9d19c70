package dev.stride.plugins.datasets;

import java.util.stream.IntStream;

/**
 * How one axis of an image is brought to another length: each new pixel is a weighted mean of old ones. A shorter axis
 * takes the mean of the area that the new pixel covers (a box filter), so that no old pixel is passed over; a longer one
 * is bilinear between the old pixels' centres. The same numbers on every machine.
 */
final class Resampling {

    private final int[] first;
    private final double[][] weights;

    private Resampling(int length) {
        this.first = new int[length];
        this.weights = new double[length][];
    }

    /** From a length to a length, in pixels. */
    static Resampling of(int from, int to) {
        var resampling = new Resampling(to);
        for (int i = 0; i < to; i++) {
            if (to < from) {
                resampling.cover(i, from, to);
            } else {
                resampling.between(i, from, to);
            }
        }
        return resampling;
    }

    /** In units in which an old pixel is {@code to} long and a new one {@code from}, so that all ends are whole. */
    private void cover(int i, long from, long to) {
        long start = i * from;
        long end = start + from;
        first[i] = (int) (start / to);
        int last = (int) ((end - 1) / to);
        weights[i] = IntStream.rangeClosed(first[i], last)
                .mapToDouble(at -> (double) (Math.min(end, (at + 1) * to) - Math.max(start, at * to)) / from)
                .toArray();
    }

    private void between(int i, int from, int to) {
        double at = Math.min(from - 1.0, Math.max(0, (i + 0.5) * from / to - 0.5));
        first[i] = (int) at;
        double share = at - first[i];
        weights[i] = share == 0 ? new double[] {1} : new double[] {1 - share, share};
    }

    /** How many new pixels there are. */
    int length() {
        return first.length;
    }

    /** The first old pixel that a new one is made of. */
    int first(int i) {
        return first[i];
    }

    /** The weights of the old pixels that a new one is made of, from the first; they sum to 1. */
    double[] weights(int i) {
        return weights[i];
    }
}

package dev.stride.model;

/**
 * A seeded stream of random numbers that can be split by name or number: the same path of splits gives the same numbers
 * on every machine, whatever was drawn before from the stream that was split. The generator is SplitMix64 (Steele, Lea
 * and Flood, 2014). Not safe for use by several threads.
 */
public final class RandomStream {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private final long key;
    private long state;

    private RandomStream(long key) {
        this.key = key;
        this.state = key;
    }

    public static RandomStream of(long seed) {
        return new RandomStream(mix(seed + GAMMA));
    }

    /** The stream for a number, for example an epoch or the index of an image. */
    public RandomStream split(long index) {
        return new RandomStream(mix(key ^ mix(index * 0xD1342543DE82EF95L + GAMMA)));
    }

    /** The stream for a purpose. */
    public RandomStream split(String purpose) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < purpose.length(); i++) {
            hash = (hash ^ purpose.charAt(i)) * 0x100000001B3L;
        }
        return split(hash);
    }

    public long nextLong() {
        state += GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Uniform in [from, to). */
    public double nextDouble(double from, double to) {
        return from + (to - from) * nextDouble();
    }

    public boolean nextBoolean(double probability) {
        return nextDouble() < probability;
    }

    /** Uniform in [0, bound), without bias. */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("a bound must be at least 1, not " + bound);
        }
        return (int) nextLong(bound);
    }

    /** Uniform in [0, bound), without bias. */
    public long nextLong(long bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("a bound must be at least 1, not " + bound);
        }
        long bits = nextLong() >>> 1;
        long value = bits % bound;
        while (bits - value + (bound - 1) < 0) {
            bits = nextLong() >>> 1;
            value = bits % bound;
        }
        return value;
    }

    /** Normal with mean 0 and deviation 1 (Box and Muller, 1958). */
    public double nextGaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * nextDouble());
    }

    /** A uniform permutation of 0 .. n-1 (Fisher and Yates). */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}

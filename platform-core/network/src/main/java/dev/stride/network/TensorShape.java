package dev.stride.network;

import dev.stride.model.ImageShape;

/** The shape of what flows between layers, without the batch. */
public sealed interface TensorShape {

    /**
     * How many numbers it has for one image.
     *
     * @throws ArithmeticException beyond the range of a long
     */
    long size();

    /**
     * Feature maps, channels first, each at least 1.
     *
     * @param height in pixels
     * @param width in pixels
     */
    record Maps(int channels, int height, int width) implements TensorShape {

        /** The maps that an image is: its channels. */
        public static Maps of(ImageShape shape) {
            return new Maps(shape.channels(), shape.height(), shape.width());
        }

        @Override
        public long size() {
            return Math.multiplyExact((long) channels * height, (long) width);
        }

        @Override
        public String toString() {
            return channels + "x" + height + "x" + width;
        }
    }

    /** A vector of so many numbers, at least 1. */
    record Vector(int length) implements TensorShape {
        @Override
        public long size() {
            return length;
        }

        @Override
        public String toString() {
            return Integer.toString(length);
        }
    }
}

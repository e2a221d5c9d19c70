package dev.stride.network;

import dev.stride.model.ImageShape;

/** The shape of what flows between layers, without the batch. */
public sealed interface TensorShape {

    /** How many numbers it has for one image. */
    long size();

    /** A feature map: channels, height, width. */
    record Maps(int channels, int height, int width) implements TensorShape {
        public static Maps of(ImageShape shape) {
            return new Maps(shape.channels(), shape.height(), shape.width());
        }

        @Override
        public long size() {
            return (long) channels * height * width;
        }

        @Override
        public String toString() {
            return channels + "x" + height + "x" + width;
        }
    }

    /** A vector. */
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

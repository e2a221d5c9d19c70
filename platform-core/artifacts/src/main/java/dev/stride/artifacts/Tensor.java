package dev.stride.artifacts;

import java.util.Arrays;
import java.util.List;

/**
 * Numbers with a shape, as they stand in a safetensors file.
 *
 * @param name unique in its file
 * @param shape lengths of the axes; empty for one number
 * @param values row by row; not to be changed
 */
public record Tensor(String name, List<Integer> shape, float[] values) implements TensorContent {

    public Tensor {
        shape = List.copyOf(shape);
        if (size(shape) != values.length) {
            throw new IllegalArgumentException(
                    "tensor " + name + " of shape " + shape + " has " + size(shape) + " values, not " + values.length);
        }
    }

    /**
     * The difference of the numbers.
     *
     * @param other of the same shape
     */
    Tensor minus(Tensor other) {
        if (!other.shape.equals(shape)) {
            throw new IllegalArgumentException(this + " minus " + other);
        }
        float[] difference = new float[values.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = values[i] - other.values[i];
        }
        return new Tensor(name, shape, difference);
    }

    static long size(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor
                && tensor.name.equals(name)
                && tensor.shape.equals(shape)
                && Arrays.equals(tensor.values, values);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return name + shape;
    }
}

package dev.stride.network;

import java.util.List;

/**
 * A tensor that a net keeps.
 *
 * @param name the node's name and the tensor's, as in {@code conv1.weight}
 * @param node the node that it belongs to
 * @param shape as PyTorch has it
 */
public record TensorDeclaration(String name, String node, Kind kind, List<Integer> shape) {

    /** What a tensor is for. */
    public enum Kind {
        /** Of a convolution, a dense or a scripted layer. */
        WEIGHT,
        /** Of a convolution or a dense layer. */
        BIAS,
        /** The factor of a batch normalisation. */
        GAMMA,
        /** The offset of a batch normalisation. */
        BETA,
        /** The mean that a batch normalisation uses in evaluation. */
        RUNNING_MEAN,
        /** The variance that a batch normalisation uses in evaluation. */
        RUNNING_VAR;

        /** Whether it has a gradient; a buffer has none. */
        public boolean isTrainable() {
            return this != RUNNING_MEAN && this != RUNNING_VAR;
        }

        /** Whether weight decay touches it unless it is to touch all that trains. */
        public boolean decays() {
            return this == WEIGHT;
        }
    }

    public TensorDeclaration {
        shape = List.copyOf(shape);
    }

    /** How many numbers it holds. */
    public long size() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }
}

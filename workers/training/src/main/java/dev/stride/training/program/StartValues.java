package dev.stride.training.program;

import dev.stride.artifacts.Tensor;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.network.TensorDeclaration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers that a trial's tensors start from: all of the net's, and of the optimizer's all or none. None is filled up
 * or cut; one that is missing or has another shape is refused.
 *
 * @param resumed whether the optimizer's state is among them; where it is not, it starts from zero
 */
record StartValues(Map<String, Tensor> values, boolean resumed) {

    /** The numbers of a tensor of the net. */
    float[] of(TensorDeclaration declared) {
        return required(declared.name(), declared.shape());
    }

    /** The optimizer's numbers for a tensor of the net; empty where they start from zero. */
    Optional<float[]> state(String prefix, TensorDeclaration declared) {
        return resumed ? Optional.of(required(prefix + declared.name(), declared.shape())) : Optional.empty();
    }

    /** A number of the optimizer's; 0 where it starts anew. */
    float state(String name) {
        return resumed ? required(name, List.of())[0] : 0;
    }

    private float[] required(String name, List<Integer> shape) {
        Tensor found = values.get(name);
        if (found != null && found.shape().equals(shape)) {
            return found.values();
        }
        String what = found == null ? "have no tensor '" + name + "'" : "have '" + name + "' as " + found.shape();
        throw resumed
                ? new PlatformException(
                        ErrorCode.CORRUPT,
                        "the checkpoint's tensors " + what + ", where the shape " + shape + " is expected",
                        "start the trial anew")
                : new PlatformException(
                        ErrorCode.MISFIT,
                        "the weights to start from " + what + ", where the shape " + shape + " is expected",
                        "start from weights of the same net");
    }
}

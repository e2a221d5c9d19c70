package dev.stride.training.program;

import dev.stride.artifacts.TensorContent;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.network.TensorDeclaration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The numbers that a trial's tensors start from: all of the net's, and what the optimizer remembers of those that were
 * trained before. None is filled up or cut; one that is missing or has another shape is refused.
 *
 * @param frozenBefore where training goes on, the nodes that did not train before: the optimizer knows nothing of them.
 *     Empty where training begins: it knows nothing at all.
 */
record StartValues(Map<String, ? extends TensorContent> values, Optional<Set<String>> frozenBefore) {

    /** Where training begins. */
    static StartValues fresh(Map<String, ? extends TensorContent> weights) {
        return new StartValues(weights, Optional.empty());
    }

    /** Where it goes on. */
    static StartValues resumed(Map<String, ? extends TensorContent> exported, Set<String> frozenBefore) {
        return new StartValues(exported, Optional.of(frozenBefore));
    }

    /** The numbers of a tensor of the net. */
    float[] of(TensorDeclaration tensor) {
        return required(tensor.name(), tensor.shape());
    }

    /** What the optimizer remembers of a tensor of the net; empty where that starts from zero. */
    Optional<float[]> of(OptimizerState state, TensorDeclaration tensor) {
        return frozenBefore
                .filter(frozen -> !frozen.contains(tensor.node()))
                .map(frozen -> required(state.name(tensor), state.shape(tensor)));
    }

    private float[] required(String name, List<Integer> shape) {
        TensorContent found = values.get(name);
        if (found != null && found.shape().equals(shape)) {
            return found.values();
        }
        String what = found == null ? "have no tensor '" + name + "'" : "have '" + name + "' as " + found.shape();
        throw frozenBefore.isPresent()
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

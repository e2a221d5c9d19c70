package dev.stride.training.program;

import dev.stride.model.Optimizer;
import dev.stride.network.TensorDeclaration;
import java.util.List;

/** What an optimizer remembers of each tensor that it trains. */
enum OptimizerState {
    /** The running sum of gradients. */
    MOMENTUM("m", "optimizer.momentum."),
    /** The running mean of gradients. */
    FIRST_MOMENT("m", "optimizer.first-moment."),
    /** The running mean of their squares. */
    SECOND_MOMENT("v", "optimizer.second-moment."),
    /** How many steps it was trained for: a number. */
    STEPS("s", "optimizer.steps.");

    private final String suffix;
    private final String prefix;

    OptimizerState(String suffix, String prefix) {
        this.suffix = suffix;
        this.prefix = prefix;
    }

    /** What an optimizer keeps. */
    static List<OptimizerState> of(Optimizer optimizer) {
        if (optimizer instanceof Optimizer.Sgd sgd) {
            return sgd.momentum() > 0 ? List.of(MOMENTUM) : List.of();
        }
        return List.of(FIRST_MOMENT, SECOND_MOMENT, STEPS);
    }

    /** The list of a group's states, beside that of its tensors. */
    String list(String group) {
        return group + suffix;
    }

    /** The name of a tensor's state in a checkpoint. */
    String name(TensorDeclaration tensor) {
        return prefix + tensor.name();
    }

    List<Integer> shape(TensorDeclaration tensor) {
        return this == STEPS ? List.of() : tensor.shape();
    }
}

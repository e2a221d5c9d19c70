package dev.stride.training.program;

import dev.stride.artifacts.Tensor;
import dev.stride.model.Optimizer;
import dev.stride.model.TrainingSettings;
import dev.stride.network.Network;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The gradients that a training step works with, read from the step itself: after the first one the momentum is the
 * gradient.
 */
final class Gradients implements AutoCloseable {

    private static final String MOMENTUM = "optimizer.momentum.";

    private final Program program;

    Gradients(Network network) {
        var still = new Optimizer.Sgd(0, 0.9, false, 0);
        this.program = Program.compile(network, Learning.ALL, still, new TrainingSettings(1, 1, 0, 0));
    }

    /** By tensor, with these weights. */
    Map<String, Tensor> of(Map<String, Tensor> weights, Batch batch) {
        try (TrialTensors tensors = program.tensors(weights)) {
            program.fit(tensors, batch, 0, 1);
            return gradients(tensors.export());
        }
    }

    private static Map<String, Tensor> gradients(List<Tensor> exported) {
        return exported.stream()
                .filter(t -> t.name().startsWith(MOMENTUM))
                .map(t -> new Tensor(t.name().substring(MOMENTUM.length()), t.shape(), t.values()))
                .collect(Collectors.toMap(Tensor::name, t -> t));
    }

    @Override
    public void close() {
        program.close();
    }
}

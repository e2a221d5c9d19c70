package dev.stride.training.program;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.stride.artifacts.Tensor;
import dev.stride.artifacts.TensorContent;
import dev.stride.model.Optimizer;
import dev.stride.network.TensorDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Weights, buffers and optimizer state of one trial, in native memory that is freed by {@link #close}. For the thread
 * that trains alone.
 */
public final class TrialTensors implements AutoCloseable {

    private final NDManager manager;
    private final List<Held> held = new ArrayList<>();

    /** An array, and what it is in a checkpoint. */
    private record Held(String name, List<Integer> shape, NDArray array) implements TensorContent {

        @Override
        public float[] values() {
            return array.toFloatArray();
        }

        Tensor export() {
            return new Tensor(name, shape, values());
        }
    }

    private TrialTensors(NDManager manager, TensorLists lists, Optimizer optimizer, StartValues start) {
        this.manager = manager;
        lists.all()
                .forEach((list, tensors) -> tensors.forEach(
                        tensor -> hold(list, tensor.name(), tensor.shape(), array(start.of(tensor), tensor.shape()))));
        held.stream().limit(trained(lists)).forEach(h -> h.array().setRequiresGradient(true));
        lists.groups()
                .forEach(group -> OptimizerState.of(optimizer)
                        .forEach(state -> group.tensors().forEach(tensor -> remember(group, state, tensor, start))));
    }

    /** Takes a manager of its own, which is closed where the values are refused or memory does not suffice. */
    static TrialTensors of(NDManager manager, TensorLists lists, Optimizer optimizer, StartValues start) {
        try {
            return new TrialTensors(manager, lists, optimizer, start);
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /** What trains is passed first. */
    private static int trained(TensorLists lists) {
        return lists.groups().stream().mapToInt(group -> group.tensors().size()).sum();
    }

    private void remember(TensorLists.Group group, OptimizerState state, TensorDeclaration tensor, StartValues start) {
        List<Integer> shape = state.shape(tensor);
        NDArray array = start.of(state, tensor)
                .map(values -> array(values, shape))
                .orElseGet(() -> channelsLast(manager.zeros(shape(shape))));
        hold(state.list(group.list()), state.name(tensor), shape, array);
    }

    private void hold(String list, String name, List<Integer> shape, NDArray array) {
        array.setName(list + "[]");
        held.add(new Held(name, shape, array));
    }

    private NDArray array(float[] values, List<Integer> shape) {
        return channelsLast(manager.create(values, shape(shape)));
    }

    private static Shape shape(List<Integer> shape) {
        return new Shape(shape.stream().mapToLong(Integer::longValue).toArray());
    }

    /**
     * Weights of convolutions with their channels last in memory, which the processor's kernels are quickest with. What
     * DJL makes of Java's numbers lies in a buffer that goes with its array, so a view of it would outlive its memory:
     * the copy is needed even where nothing moves.
     */
    private static NDArray channelsLast(NDArray array) {
        if (array.getShape().dimension() != 4) {
            return array;
        }
        try (NDArray moved = array.transpose(0, 2, 3, 1);
                NDArray flat = moved.flatten();
                NDArray copy = flat.duplicate();
                NDArray reshaped = copy.reshape(moved.getShape())) {
            NDArray result = reshaped.transpose(0, 3, 1, 2);
            result.attach(array.getManager());
            array.close();
            return result;
        }
    }

    NDManager manager() {
        return manager;
    }

    /** Adds all arrays, each named for its list, in the order of a program's arguments. */
    void addTo(NDList arguments) {
        held.forEach(h -> arguments.add(h.array()));
    }

    /** Copies everything out: the net's tensors under their own names, the optimizer's under {@code optimizer.}. */
    public List<Tensor> export() {
        return held.stream().map(Held::export).toList();
    }

    /** What {@link #export} gives, but each tensor is copied out when it is asked for, and as it is then. */
    public List<TensorContent> contents() {
        return List.copyOf(held);
    }

    /** Copies out those whose names are wanted. */
    public List<Tensor> export(Predicate<String> wanted) {
        return held.stream()
                .filter(h -> wanted.test(h.name()))
                .map(Held::export)
                .toList();
    }

    @Override
    public void close() {
        manager.close();
    }
}

package dev.stride.training.program;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.stride.artifacts.Tensor;
import dev.stride.model.Optimizer;
import dev.stride.network.TensorDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Weights, buffers and optimizer state of one trial, in native memory that is freed by {@link #close}. For the thread
 * that trains alone.
 */
public final class TrialTensors implements AutoCloseable {

    private static final String MOMENTUM = "optimizer.momentum.";
    private static final String FIRST_MOMENT = "optimizer.first-moment.";
    private static final String SECOND_MOMENT = "optimizer.second-moment.";
    private static final String STEPS = "optimizer.steps";

    private final NDManager manager;
    private final TensorLists lists;
    private final Optimizer optimizer;
    private final Group decayed;
    private final Group undecayed;
    private final List<NDArray> fixed;
    private final List<NDArray> buffers;

    /** Parameters that are updated alike, with the optimizer's state for each. */
    private record Group(List<NDArray> trained, List<NDArray> first, List<NDArray> second, List<NDArray> steps) {}

    private TrialTensors(NDManager manager, TensorLists lists, Optimizer optimizer, StartValues start) {
        this.manager = manager;
        this.lists = lists;
        this.optimizer = optimizer;
        this.decayed = group("d", lists.decayed(), start);
        this.undecayed = group("u", lists.undecayed(), start);
        this.fixed = create("f[]", lists.fixed(), start);
        this.buffers = create("b[]", lists.buffers(), start);
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

    private Group group(String list, List<TensorDeclaration> declared, StartValues start) {
        List<NDArray> trained = create(list + "[]", declared, start);
        trained.forEach(p -> p.setRequiresGradient(true));
        List<TensorDeclaration> adaptive = isAdaptive() ? declared : List.of();
        List<TensorDeclaration> moving = isAdaptive() || hasMomentum() ? declared : List.of();
        return new Group(
                trained,
                createState(list + "m[]", moving, isAdaptive() ? FIRST_MOMENT : MOMENTUM, start),
                createState(list + "v[]", adaptive, SECOND_MOMENT, start),
                createSteps(list + "s[]", adaptive.size(), start));
    }

    private boolean isAdaptive() {
        return optimizer instanceof Optimizer.AdamW;
    }

    private boolean hasMomentum() {
        return optimizer instanceof Optimizer.Sgd sgd && sgd.momentum() > 0;
    }

    private List<NDArray> create(String list, List<TensorDeclaration> declared, StartValues start) {
        return named(list, declared, tensor -> manager.create(start.of(tensor), shape(tensor)));
    }

    private List<NDArray> createState(String list, List<TensorDeclaration> declared, String prefix, StartValues start) {
        return named(
                list,
                declared,
                tensor -> start.state(prefix, tensor)
                        .map(values -> manager.create(values, shape(tensor)))
                        .orElseGet(() -> manager.zeros(shape(tensor))));
    }

    private List<NDArray> named(
            String list, List<TensorDeclaration> declared, Function<TensorDeclaration, NDArray> create) {
        var arrays = new ArrayList<NDArray>();
        for (TensorDeclaration tensor : declared) {
            NDArray array = channelsLast(create.apply(tensor));
            array.setName(list);
            arrays.add(array);
        }
        return orPlaceholder(list, arrays);
    }

    private List<NDArray> createSteps(String list, int count, StartValues start) {
        var arrays = new ArrayList<NDArray>();
        for (int i = 0; i < count; i++) {
            NDArray array = manager.create(start.state(STEPS));
            array.setName(list);
            arrays.add(array);
        }
        return orPlaceholder(list, arrays);
    }

    private static Shape shape(TensorDeclaration tensor) {
        return new Shape(tensor.shape().stream().mapToLong(Integer::longValue).toArray());
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

    /** A list without elements would not be passed at all. */
    private List<NDArray> orPlaceholder(String list, List<NDArray> arrays) {
        if (arrays.isEmpty()) {
            NDArray placeholder = manager.zeros(new Shape(1));
            placeholder.setName(list);
            arrays.add(placeholder);
        }
        return arrays;
    }

    NDManager manager() {
        return manager;
    }

    /** Adds the lists in the order of a program's arguments. */
    void addTo(NDList arguments) {
        arguments.addAll(decayed.trained());
        arguments.addAll(undecayed.trained());
        arguments.addAll(fixed);
        arguments.addAll(buffers);
        arguments.addAll(decayed.first());
        arguments.addAll(undecayed.first());
        arguments.addAll(decayed.second());
        arguments.addAll(undecayed.second());
        arguments.addAll(decayed.steps());
        arguments.addAll(undecayed.steps());
    }

    /** Copies everything out: the net's tensors under their own names, the optimizer's under {@code optimizer.}. */
    public List<Tensor> export() {
        var tensors = new ArrayList<Tensor>();
        export(lists.decayed(), decayed, tensors);
        export(lists.undecayed(), undecayed, tensors);
        export(lists.fixed(), fixed, "", tensors);
        export(lists.buffers(), buffers, "", tensors);
        if (isAdaptive()) {
            Group any = lists.decayed().isEmpty() ? undecayed : decayed;
            tensors.add(new Tensor(STEPS, List.of(), any.steps().get(0).toFloatArray()));
        }
        return tensors;
    }

    private void export(List<TensorDeclaration> declared, Group group, List<Tensor> tensors) {
        export(declared, group.trained(), "", tensors);
        if (isAdaptive()) {
            export(declared, group.first(), FIRST_MOMENT, tensors);
            export(declared, group.second(), SECOND_MOMENT, tensors);
        } else if (hasMomentum()) {
            export(declared, group.first(), MOMENTUM, tensors);
        }
    }

    private static void export(
            List<TensorDeclaration> declared, List<NDArray> arrays, String prefix, List<Tensor> tensors) {
        for (int i = 0; i < declared.size(); i++) {
            tensors.add(new Tensor(
                    prefix + declared.get(i).name(),
                    declared.get(i).shape(),
                    arrays.get(i).toFloatArray()));
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}

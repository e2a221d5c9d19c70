package dev.stride.training.program;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.stride.network.TensorShape;
import java.util.Arrays;

/** What a call of a program takes, in the order in which {@link ProgramCode} declares it. */
final class CallArguments {

    private CallArguments() {}

    /**
     * Images, labels, the trial's tensors, the step's numbers, and the name of the method.
     *
     * @param step holds what is made here
     */
    static NDList of(String method, TrialTensors tensors, Batch batch, float[] numbers, NDManager step) {
        var arguments = new NDList();
        arguments.add(images(batch, step));
        arguments.add(labels(batch, step));
        tensors.addTo(arguments);
        arguments.add(step.create(numbers));
        NDArray tag = step.create(0f);
        tag.setName("module_method:" + method);
        arguments.add(tag);
        return arguments;
    }

    /** A step's numbers: its rate, whether gradients are watched, and of mixed images the share of each. */
    static float[] ofStep(Batch batch, float rate, boolean watched) {
        float watch = watched ? 1 : 0;
        if (batch.mixture().isEmpty()) {
            return new float[] {rate, watch};
        }
        float[] numbers = new float[2 + batch.count()];
        numbers[0] = rate;
        numbers[1] = watch;
        System.arraycopy(batch.mixture().get().shares(), 0, numbers, 2, batch.count());
        return numbers;
    }

    private static NDArray labels(Batch batch, NDManager step) {
        NDArray own = step.create(Arrays.copyOf(batch.labels(), batch.count()));
        return batch.mixture()
                .map(mixture ->
                        NDArrays.stack(new NDList(own, step.create(Arrays.copyOf(mixture.labels(), batch.count())))))
                .orElse(own);
    }

    private static NDArray images(Batch batch, NDManager step) {
        Shape shape = batch.shape() instanceof TensorShape.Maps maps
                ? new Shape(batch.count(), maps.channels(), maps.height(), maps.width())
                : new Shape(batch.count(), batch.shape().size());
        int bytes = Math.toIntExact(shape.size() * (batch.floats() ? Float.BYTES : 1));
        return step.create(
                batch.pixels()
                        .duplicate()
                        .order(batch.pixels().order())
                        .position(0)
                        .limit(bytes),
                shape,
                batch.floats() ? DataType.FLOAT32 : DataType.UINT8);
    }
}

package dev.stride.training.program;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.stride.artifacts.Tensor;
import dev.stride.model.ErrorCode;
import dev.stride.model.Optimizer;
import dev.stride.model.PlatformException;
import dev.stride.model.TrainingSettings;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A net, an optimizer and their settings as one TorchScript module, each of whose calls is one step of training or
 * evaluation in one native call. It holds no weights: {@link TrialTensors} are passed in, so one program serves many
 * trials, one after the other. For one thread.
 */
public final class Program implements AutoCloseable {

    private final PtNDManager manager;
    private final PtSymbolBlock module;
    private final TensorLists lists;
    private final Optimizer optimizer;
    private final boolean draws;

    private Program(PtNDManager manager, PtSymbolBlock module, TensorLists lists, Optimizer optimizer, boolean draws) {
        this.manager = manager;
        this.module = module;
        this.lists = lists;
        this.optimizer = optimizer;
        this.draws = draws;
    }

    /** What a training step gave: the batch's mean loss, smoothed as set, and how many images were told rightly. */
    public record Step(float loss, int hits) {}

    /** What an evaluation gave: the sum of cross-entropies, without smoothing, and how many were told rightly. */
    public record Evaluation(double lossSum, int hits) {}

    /** Loads the native library, which takes a moment; later calls cost nothing. */
    public static String warmUp() {
        Engine engine = Engine.getEngine("PyTorch");
        return engine.getEngineName() + " " + engine.getVersion();
    }

    /**
     * Compiles.
     *
     * @param frozen nodes whose parameters and statistics stay as they are
     */
    public static Program compile(Network network, Set<String> frozen, Optimizer optimizer, TrainingSettings settings) {
        warmUp();
        TensorLists lists = TensorLists.of(network, frozen);
        if (lists.trained().isEmpty()) {
            throw new PlatformException(
                    ErrorCode.MISFIT, "nothing of " + network.name() + " is left to train", "freeze fewer layers");
        }
        // Optimising the graph anew for each net costs more than it gives on nets that take milliseconds a step.
        JniUtils.setGraphExecutorOptimize(false);
        byte[] archive = TorchScriptArchive.of(ProgramCode.of(network, lists, frozen, optimizer, settings));
        var manager = (PtNDManager) NDManager.newBaseManager(Device.cpu(), "PyTorch");
        try {
            PtSymbolBlock module = JniUtils.loadModule(manager, new ByteArrayInputStream(archive), true, false);
            boolean draws = network.nodes().stream().anyMatch(n -> n.layer() instanceof Layer.Dropout);
            return new Program(manager, module, lists, optimizer, draws);
        } catch (IOException e) {
            manager.close();
            throw new PlatformException(
                    ErrorCode.DEFECT, "the program of " + network.name() + " cannot be loaded", "", e);
        }
    }

    /** Tensors of a trial with these values; optimizer state that is not among them starts from zero. */
    public TrialTensors tensors(Map<String, Tensor> values) {
        return new TrialTensors(manager.newSubManager(), lists, optimizer, values);
    }

    /**
     * One training step; the tensors are changed.
     *
     * @param seed of what the step draws, as dropout does
     */
    public Step fit(TrialTensors tensors, Batch batch, double rate, long seed) {
        if (draws) {
            Engine.getEngine("PyTorch").setRandomSeed((int) (seed ^ (seed >>> 32)));
        }
        try (NDManager step = tensors.manager().newSubManager()) {
            float[] result =
                    call("fit", tensors, batch, (float) rate, step, true).get(0).toFloatArray();
            return new Step(result[0], Math.round(result[1]));
        }
    }

    /** Loss and hits with the tensors as they are. */
    public Evaluation evaluate(TrialTensors tensors, Batch batch) {
        try (NDManager step = tensors.manager().newSubManager()) {
            double[] result =
                    call("evaluate", tensors, batch, 0, step, false).get(0).toDoubleArray();
            return new Evaluation(result[0], (int) Math.round(result[1]));
        }
    }

    /** The logits of each image, one row after the other. */
    public float[] logits(TrialTensors tensors, Batch batch) {
        try (NDManager step = tensors.manager().newSubManager()) {
            return call("forward", tensors, batch, 0, step, false).get(0).toFloatArray();
        }
    }

    /** The gradient of each trained tensor by name, before clipping, with the tensors as they are. */
    public List<Tensor> gradients(TrialTensors tensors, Batch batch) {
        try (NDManager step = tensors.manager().newSubManager()) {
            NDList result = call("gradients", tensors, batch, 0, step, true);
            var gradients = new ArrayList<Tensor>();
            for (int i = 0; i < lists.trained().size(); i++) {
                var declared = lists.trained().get(i);
                gradients.add(new Tensor(
                        declared.name(), declared.shape(), result.get(i + 1).toFloatArray()));
            }
            return gradients;
        }
    }

    private NDList call(
            String method, TrialTensors tensors, Batch batch, float rate, NDManager step, boolean gradients) {
        var arguments = new NDList();
        arguments.add(images(batch, step));
        arguments.add(step.create(Arrays.copyOf(batch.labels(), batch.count())));
        tensors.addTo(arguments);
        arguments.add(step.create(new float[] {rate}));
        NDArray tag = step.create(0f);
        tag.setName("module_method:" + method);
        arguments.add(tag);
        // Each thread has a gradient mode of its own, and it is on to begin with.
        JniUtils.setGradMode(gradients);
        try {
            NDList result = IValueUtils.forward(module, arguments, true);
            result.attach(step);
            return result;
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    private static NDArray images(Batch batch, NDManager step) {
        var shape = new Shape(
                batch.count(),
                batch.shape().channels(),
                batch.shape().height(),
                batch.shape().width());
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

    @Override
    public void close() {
        manager.close();
    }
}

package dev.stride.training.program;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import dev.stride.artifacts.Tensor;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.Node;
import dev.stride.network.TensorDeclaration;
import dev.stride.network.TensorShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The same net by DJL's own blocks and arrays: what compiled programs are held against. */
final class DjlOracle implements AutoCloseable {

    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    private final Network network;
    private final Map<String, NDArray> tensors = new TreeMap<>();

    DjlOracle(Network network, Map<String, Tensor> values) {
        this.network = network;
        for (TensorDeclaration declared : network.tensors()) {
            long[] shape =
                    declared.shape().stream().mapToLong(Integer::longValue).toArray();
            NDArray array = manager.create(values.get(declared.name()).values(), new Shape(shape));
            array.setRequiresGradient(declared.kind().isTrainable());
            tensors.put(declared.name(), array);
        }
    }

    /** The logits in evaluation mode. */
    float[] logits(Batch batch) {
        return forward(images(batch), false).toFloatArray();
    }

    /** The gradients of the mean cross-entropy in training mode, by tensor. */
    Map<String, float[]> gradients(Batch batch) {
        NDArray labels = manager.create(java.util.Arrays.copyOf(batch.labels(), batch.count()));
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray logits = forward(images(batch), true);
            NDArray loss =
                    logits.logSoftmax(1).gather(labels.reshape(-1, 1), 1).mean().neg();
            collector.backward(loss);
        }
        var gradients = new TreeMap<String, float[]>();
        for (TensorDeclaration declared : network.tensors()) {
            if (declared.kind().isTrainable()) {
                gradients.put(
                        declared.name(),
                        tensors.get(declared.name()).getGradient().toFloatArray());
            }
        }
        return gradients;
    }

    private NDArray images(Batch batch) {
        int count = Math.toIntExact(batch.shape().size() * batch.count());
        float[] pixels = new float[count];
        for (int i = 0; i < count; i++) {
            pixels[i] = batch.pixels().get(i) & 0xFF;
        }
        var maps = (TensorShape.Maps) batch.shape();
        return manager.create(pixels, new Shape(batch.count(), maps.channels(), maps.height(), maps.width()));
    }

    /** The shape of one image's values at each node. */
    Map<String, TensorShape> shapes(Batch batch) {
        var shapes = new HashMap<String, TensorShape>();
        values(images(batch), false).forEach((node, value) -> {
            long[] axes = value.getShape().getShape();
            shapes.put(
                    node,
                    axes.length == 2
                            ? new TensorShape.Vector((int) axes[1])
                            : new TensorShape.Maps((int) axes[1], (int) axes[2], (int) axes[3]));
        });
        return shapes;
    }

    private NDArray forward(NDArray images, boolean training) {
        String last = network.nodes().get(network.nodes().size() - 1).name();
        return values(images, training).get(last);
    }

    private Map<String, NDArray> values(NDArray images, boolean training) {
        Map<String, NDArray> values = new HashMap<>();
        for (Node node : network.nodes()) {
            List<NDArray> inputs = node.inputs().stream().map(values::get).toList();
            values.put(
                    node.name(),
                    node.inputs().isEmpty()
                            ? input((Layer.Input) node.layer(), images)
                            : layer(node, inputs, training));
        }
        return values;
    }

    private NDArray input(Layer.Input input, NDArray images) {
        float[] mean = new float[input.mean().size()];
        float[] deviation = new float[mean.length];
        for (int c = 0; c < mean.length; c++) {
            mean[c] = input.mean().get(c).floatValue();
            deviation[c] = input.deviation().get(c).floatValue();
        }
        var shape = new Shape(1, mean.length, 1, 1);
        return images.mul((float) input.scale())
                .sub(manager.create(mean, shape))
                .div(manager.create(deviation, shape));
    }

    private NDArray layer(Node node, List<NDArray> inputs, boolean training) {
        NDArray x = inputs.get(0);
        Layer layer = node.layer();
        if (layer instanceof Layer.Conv2d conv) {
            return Conv2d.conv2d(
                            x,
                            tensor(node, "weight"),
                            tensor(node, "bias"),
                            new Shape(conv.stride(), conv.stride()),
                            new Shape(conv.padHeight(), conv.padWidth()),
                            new Shape(1, 1),
                            conv.groups())
                    .singletonOrThrow();
        } else if (layer instanceof Layer.Pool pool) {
            return pool(pool, x);
        } else if (layer instanceof Layer.Dense) {
            return Linear.linear(x, tensor(node, "weight"), tensor(node, "bias"))
                    .singletonOrThrow();
        } else if (layer instanceof Layer.BatchNorm norm) {
            return BatchNorm.batchNorm(
                            x,
                            tensor(node, "running_mean"),
                            tensor(node, "running_var"),
                            tensor(node, "weight"),
                            tensor(node, "bias"),
                            1,
                            (float) (1 - norm.momentum()),
                            (float) norm.epsilon(),
                            training)
                    .singletonOrThrow();
        } else if (layer instanceof Layer.LocalResponseNorm norm) {
            return responseNorm(norm, x);
        } else if (layer instanceof Layer.Activation activation) {
            return switch (activation.function()) {
                case RELU -> Activation.relu(x);
                case TANH -> Activation.tanh(x);
                case SIGMOID -> Activation.sigmoid(x);
            };
        } else if (layer instanceof Layer.Add) {
            return inputs.stream().reduce(NDArray::add).orElseThrow();
        } else if (layer instanceof Layer.Concat) {
            return NDArrays.concat(new NDList(inputs), 1);
        } else if (layer instanceof Layer.Subsample subsample) {
            return x.get(new NDIndex(":, :, ::" + subsample.stride() + ", ::" + subsample.stride()));
        } else if (layer instanceof Layer.PadChannels pad) {
            return NDArrays.concat(new NDList(zeros(x, pad.before()), x, zeros(x, pad.after())), 1);
        } else if (layer instanceof Layer.Flatten) {
            return x.reshape(x.getShape().get(0), -1);
        } else if (layer instanceof Layer.GlobalAveragePool) {
            return x.reshape(x.getShape().get(0), x.getShape().get(1), -1).mean(new int[] {2});
        } else if (layer instanceof Layer.Scripted) {
            // The tests' own scripted layer: x * sigmoid(p[0] * x), by channel.
            return x.mul(Activation.sigmoid(x.mul(tensor(node, "slope").reshape(1, -1, 1, 1))));
        }
        return x;
    }

    /** An average over the pixels alone, whatever is done with padding: that of the image by that of ones. */
    private static NDArray pool(Layer.Pool pool, NDArray x) {
        var window = new Shape(pool.kernel(), pool.kernel());
        var stride = new Shape(pool.stride(), pool.stride());
        var pad = new Shape(pool.pad(), pool.pad());
        boolean ceil = pool.rounding() == Layer.Rounding.CEIL;
        return pool.kind() == Layer.PoolKind.MAX
                ? Pool.maxPool2d(x, window, stride, pad, ceil)
                : Pool.avgPool2d(x, window, stride, pad, ceil, true)
                        .div(Pool.avgPool2d(x.onesLike(), window, stride, pad, ceil, true));
    }

    /** Channel by channel, as the paper's formula has it. */
    private NDArray responseNorm(Layer.LocalResponseNorm norm, NDArray x) {
        int channels = (int) x.getShape().get(1);
        var results = new NDList();
        for (int c = 0; c < channels; c++) {
            int from = Math.max(0, c - norm.size() / 2);
            int to = Math.min(channels, c + (norm.size() - 1) / 2 + 1);
            NDArray squares =
                    x.get(new NDIndex(":, " + from + ":" + to)).square().sum(new int[] {1}, true);
            NDArray scale =
                    squares.mul((float) norm.alpha()).add((float) norm.k()).pow((float) norm.beta());
            results.add(x.get(new NDIndex(":, " + c + ":" + (c + 1))).div(scale));
        }
        return NDArrays.concat(results, 1);
    }

    private NDArray zeros(NDArray x, int channels) {
        Shape shape = x.getShape();
        return manager.zeros(new Shape(shape.get(0), channels, shape.get(2), shape.get(3)), DataType.FLOAT32);
    }

    private NDArray tensor(Node node, String name) {
        return tensors.get(node.name() + "." + name);
    }

    @Override
    public void close() {
        manager.close();
    }
}

package dev.stride.network;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds a net layer by layer, as the paper tells it. Each layer follows the one before, unless {@link #from} says
 * otherwise; {@link #here} names a place to come back to. What does not fit is refused at once, naming layer and shape.
 * For one thread.
 */
public final class NetworkBuilder {

    private final String name;
    private final Initialiser initialiser;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, TensorShape> shapes = new LinkedHashMap<>();
    private String stage = "input";
    private String last = "";

    private NetworkBuilder(String name, Initialiser initialiser) {
        this.name = name;
        this.initialiser = initialiser;
    }

    /**
     * Begins a net with its images.
     *
     * @param name for people, for example {@code resnet-20}
     */
    public static NetworkBuilder of(String name, Initialiser initialiser, Layer.Input input) {
        return new NetworkBuilder(name, initialiser).put("input", input, List.of());
    }

    /** What follows belongs to this stage. */
    public NetworkBuilder stage(String stage) {
        this.stage = stage;
        return this;
    }

    /** The layer that was put last. */
    public String here() {
        return last;
    }

    /** The shape at the layer that was put last. */
    public TensorShape shape() {
        return shape(last);
    }

    /** The channels at the layer that was put last, or the length of its vector. */
    public int channels() {
        TensorShape shape = shape();
        return shape instanceof TensorShape.Maps maps ? maps.channels() : (int) shape.size();
    }

    /** What follows takes the output of that layer. */
    public NetworkBuilder from(String node) {
        shape(node);
        last = node;
        return this;
    }

    /**
     * A square convolution with bias: (c, h, w) becomes (filters, (h + 2 pad - kernel) / stride + 1, likewise), rounded
     * down.
     */
    public NetworkBuilder conv(String node, int filters, int kernel, int stride, int pad) {
        return put(node, new Layer.Conv2d(filters, kernel, kernel, stride, pad, pad, 1, true));
    }

    /** A square convolution without bias, as a batch normalisation after it makes a bias idle. */
    public NetworkBuilder convWithoutBias(String node, int filters, int kernel, int stride, int pad) {
        return put(node, new Layer.Conv2d(filters, kernel, kernel, stride, pad, pad, 1, false));
    }

    /** Batch normalisation with PyTorch's settings: momentum 0.1, epsilon 1e-5, gamma from 1. The shape stays. */
    public NetworkBuilder batchNorm(String node) {
        return put(node, new Layer.BatchNorm(0.1, 1e-5, 1));
    }

    /** A rectifier; the shape stays. */
    public NetworkBuilder relu(String node) {
        return activation(node, Layer.Function.RELU);
    }

    /** A function of each value; the shape stays. */
    public NetworkBuilder activation(String node, Layer.Function function) {
        return put(node, new Layer.Activation(function));
    }

    /** The largest value of each square window, without padding; an incomplete last window is left out. */
    public NetworkBuilder maxPool(String node, int kernel, int stride) {
        return pool(node, Layer.PoolKind.MAX, kernel, stride);
    }

    /** The mean of each square window, without padding; an incomplete last window is left out. */
    public NetworkBuilder averagePool(String node, int kernel, int stride) {
        return pool(node, Layer.PoolKind.AVERAGE, kernel, stride);
    }

    /** A pool over square windows without padding: (c, h, w) becomes (c, (h - kernel) / stride + 1, likewise), rounded down. */
    public NetworkBuilder pool(String node, Layer.PoolKind kind, int kernel, int stride) {
        return put(node, new Layer.Pool(kind, kernel, stride, 0, Layer.Rounding.FLOOR));
    }

    /** The mean of each channel, as a vector of as many numbers as there were channels. */
    public NetworkBuilder globalAveragePool(String node) {
        return put(node, new Layer.GlobalAveragePool());
    }

    /** The maps as one vector, channels first. */
    public NetworkBuilder flatten(String node) {
        return put(node, new Layer.Flatten());
    }

    /** A fully connected layer with bias, from a vector to one of {@code units} numbers. */
    public NetworkBuilder dense(String node, int units) {
        return put(node, new Layer.Dense(units, true));
    }

    /** Dropout with this probability that a value is dropped, in [0, 1); the shape stays. */
    public NetworkBuilder dropout(String node, double rate) {
        return put(node, new Layer.Dropout(rate));
    }

    /** The sum of the last layer and others of its shape. */
    public NetworkBuilder add(String node, String... others) {
        return put(node, new Layer.Add(), withLast(others));
    }

    /** The channels of the given layers, one after the other; all have one height and width. */
    public NetworkBuilder concat(String node, String... inputs) {
        return put(node, new Layer.Concat(), List.of(inputs));
    }

    /** Any layer that takes the last one. */
    public NetworkBuilder put(String node, Layer layer) {
        return put(node, layer, List.of(last));
    }

    /**
     * Any layer that takes the given ones.
     *
     * @param node a name that no other layer has
     * @throws PlatformException with {@code MISFIT} where name, settings or shapes do not fit
     */
    public NetworkBuilder put(String node, Layer layer, List<String> inputs) {
        var added = new Node(node, stage, layer, inputs);
        if (shapes.containsKey(node)) {
            throw refused("a second layer '" + node + "'", "give every layer a name of its own");
        }
        shapes.put(node, Shapes.output(added, inputs.stream().map(this::shape).toList()));
        nodes.add(added);
        last = node;
        return this;
    }

    /** The classifier: a dense layer {@code fc} from a vector to the classes, in the head's stage, and the net's end. */
    public Network classify(String dense, int classes) {
        return stage(Network.HEAD_STAGE).dense(dense, classes).end(classes);
    }

    /** Takes the last layer's vector as the logits and ends the net. */
    public Network end(int classes) {
        stage(Network.HEAD_STAGE).put("logits", new Layer.Head(classes, 1, false));
        return new Network(name, initialiser, nodes);
    }

    private List<String> withLast(String... others) {
        var inputs = new ArrayList<String>();
        inputs.add(last);
        inputs.addAll(List.of(others));
        return inputs;
    }

    private TensorShape shape(String node) {
        TensorShape shape = shapes.get(node);
        if (shape == null) {
            throw refused("no layer '" + node + "'", "name one that was put before");
        }
        return shape;
    }

    private PlatformException refused(String message, String remedy) {
        return new PlatformException(ErrorCode.MISFIT, name + " has " + message, remedy);
    }
}

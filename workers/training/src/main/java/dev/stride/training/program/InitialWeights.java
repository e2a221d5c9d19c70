package dev.stride.training.program;

import dev.stride.artifacts.Tensor;
import dev.stride.artifacts.TensorContent;
import dev.stride.model.RandomStream;
import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.Node;
import dev.stride.network.TensorDeclaration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the tensors of a net start from. Each has a random stream of its own, by its name, so nets may change around it. */
public final class InitialWeights {

    private static final double LECUN_BOUND = 2.4;
    private static final double KRIZHEVSKY_DEVIATION = 0.01;
    private static final double SIMONYAN_DEVIATION = 0.1;
    private static final Set<Integer> KRIZHEVSKY_CONVOLUTIONS = Set.of(2, 4, 5);

    private final Network network;
    private final RandomStream random;

    private InitialWeights(Network network, RandomStream random) {
        this.network = network;
        this.random = random;
    }

    /** All tensors of a net by name. */
    public static Map<String, Tensor> of(Network network, RandomStream random) {
        var tensors = new LinkedHashMap<String, Tensor>();
        drawn(network, random)
                .forEach((name, drawn) -> tensors.put(name, new Tensor(name, drawn.shape(), drawn.values())));
        return tensors;
    }

    /** All tensors of a net by name; the numbers of each are drawn when they are asked for, the same each time. */
    public static Map<String, TensorContent> drawn(Network network, RandomStream random) {
        var initial = new InitialWeights(network, random);
        var tensors = new LinkedHashMap<String, TensorContent>();
        network.tensors().forEach(declared -> tensors.put(declared.name(), new Drawn(initial, declared)));
        return tensors;
    }

    private record Drawn(InitialWeights initial, TensorDeclaration declared) implements TensorContent {

        @Override
        public String name() {
            return declared.name();
        }

        @Override
        public List<Integer> shape() {
            return declared.shape();
        }

        @Override
        public float[] values() {
            return initial.values(declared);
        }
    }

    private float[] values(TensorDeclaration declared) {
        float[] values = new float[Math.toIntExact(declared.size())];
        Layer layer = node(declared.node()).layer();
        switch (declared.kind()) {
            case RUNNING_VAR -> Arrays.fill(values, 1);
            case GAMMA -> Arrays.fill(values, (float) ((Layer.BatchNorm) layer).initialGamma());
            case WEIGHT -> {
                if (layer instanceof Layer.Scripted scripted) {
                    Arrays.fill(values, (float) initial(scripted, declared));
                } else {
                    draw(declared, values);
                }
            }
            case BIAS -> Arrays.fill(values, startsFromOne(declared.node()) ? 1 : 0);
            default -> Arrays.fill(values, 0);
        }
        return values;
    }

    /** With ones rectifiers have positive inputs at first, and learn sooner. */
    private boolean startsFromOne(String name) {
        if (network.initialiser() != Initialiser.KRIZHEVSKY) {
            return false;
        }
        Node node = node(name);
        return node.layer() instanceof Layer.Dense
                ? !node.stage().equals(Network.HEAD_STAGE)
                : KRIZHEVSKY_CONVOLUTIONS.contains(convolution(name));
    }

    /** Which convolution of the net it is, from 1; 0 where it is none. */
    private int convolution(String name) {
        List<String> convolutions = network.nodes().stream()
                .filter(node -> node.layer() instanceof Layer.Conv2d)
                .map(Node::name)
                .toList();
        return convolutions.indexOf(name) + 1;
    }

    private static double initial(Layer.Scripted scripted, TensorDeclaration declared) {
        String name = declared.name().substring(declared.node().length() + 1);
        return scripted.parameters().stream()
                .filter(p -> p.name().equals(name))
                .mapToDouble(Layer.Declared::initial)
                .sum();
    }

    private void draw(TensorDeclaration declared, float[] values) {
        RandomStream stream = random.split(declared.name());
        double window = 1;
        for (int axis = 2; axis < declared.shape().size(); axis++) {
            window *= declared.shape().get(axis);
        }
        double fanIn = declared.shape().get(1) * window;
        double fanOut = declared.shape().get(0) * window;
        switch (network.initialiser()) {
            case HE -> normal(stream, values, Math.sqrt(2 / fanIn));
            case XAVIER -> uniform(stream, values, Math.sqrt(6 / (fanIn + fanOut)));
            case LECUN -> uniform(stream, values, LECUN_BOUND / fanIn);
            case KRIZHEVSKY -> normal(stream, values, KRIZHEVSKY_DEVIATION);
            case SIMONYAN -> normal(stream, values, SIMONYAN_DEVIATION);
        }
    }

    private static void normal(RandomStream stream, float[] values, double deviation) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * stream.nextGaussian());
        }
    }

    private static void uniform(RandomStream stream, float[] values, double bound) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) stream.nextDouble(-bound, bound);
        }
    }

    private Node node(String name) {
        return network.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

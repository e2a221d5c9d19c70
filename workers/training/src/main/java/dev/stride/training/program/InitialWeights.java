package dev.stride.training.program;

import dev.stride.artifacts.Tensor;
import dev.stride.artifacts.TensorContent;
import dev.stride.model.RandomStream;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.Node;
import dev.stride.network.TensorDeclaration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the tensors of a net start from. Each has a random stream of its own, by its name, so nets may change around it. */
public final class InitialWeights {

    private static final double LECUN_BOUND = 2.4;
    private static final double NORMAL_DEVIATION = 0.01;

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
        Layer layer = layer(declared.node());
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
            default -> Arrays.fill(values, 0);
        }
        return values;
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
            case NORMAL -> normal(stream, values, NORMAL_DEVIATION);
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

    private Layer layer(String node) {
        return network.nodes().stream()
                .filter(n -> n.name().equals(node))
                .map(Node::layer)
                .findFirst()
                .orElseThrow();
    }
}

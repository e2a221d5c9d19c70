package dev.stride.training.program;

import dev.stride.network.FixedPart;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.Node;
import dev.stride.network.TensorShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The forward pass of a net as TorchScript statements. Tensors are elements of lists, see {@link TensorLists}; {@code x}
 * are images as numbers from 0 to 255, or the features that a fixed part gives for them.
 */
final class ForwardCode {

    private final Map<String, String> elements;
    private final ScriptedLayers scripted;
    private final Set<String> frozen;
    private final Set<String> fixed;
    private final boolean training;
    private final StringBuilder code = new StringBuilder();
    private final Map<String, String> values = new HashMap<>();
    private final List<Logits> heads = new ArrayList<>();
    private int next;

    /** What a forward pass is for. */
    enum Purpose {
        /** Of all heads, with what learns doing what it does in training. */
        TRAIN,
        /** Of all heads. */
        MEASURE,
        /** Of the exported net. */
        TELL
    }

    /**
     * A head.
     *
     * @param variable that holds its logits
     */
    record Logits(String variable, Layer.Head head) {}

    /**
     * The forward passes of a program.
     *
     * @param elements the expression for each tensor
     * @param fixed the part whose features are given in place of images, if there is one
     */
    record Passes(Network network, Map<String, String> elements, Set<String> frozen, Optional<FixedPart> fixed) {

        ForwardCode of(Purpose purpose) {
            var forward = new ForwardCode(this, purpose);
            fixed.ifPresent(forward::take);
            Network passed = purpose == Purpose.TELL ? network.exported() : network;
            forward.passNodes(passed, node -> !forward.isGiven(node));
            return forward;
        }

        /** What computes a fixed part's features from images. */
        String features(FixedPart part) {
            var forward = new ForwardCode(this, Purpose.MEASURE);
            forward.passNodes(network, node -> part.nodes().contains(node.name()));
            return forward.statements() + "    return " + forward.row(part) + "\n";
        }
    }

    private ForwardCode(Passes passes, Purpose purpose) {
        this.elements = passes.elements();
        this.scripted = ScriptedLayers.of(passes.network());
        this.frozen = passes.frozen();
        this.fixed = passes.fixed().map(FixedPart::nodes).orElse(Set.of());
        this.training = purpose == Purpose.TRAIN;
    }

    private void passNodes(Network network, Predicate<Node> wanted) {
        network.nodes().stream().filter(wanted).forEach(node -> values.put(node.name(), node(node)));
    }

    private boolean isGiven(Node node) {
        return fixed.contains(node.name());
    }

    /** Features in one row for each image. Flattening takes them in the order of the channels, as maps are described. */
    private String row(FixedPart part) {
        List<String> flat = part.features().stream()
                .map(node -> "torch.flatten(" + value(node) + ", 1, -1)")
                .toList();
        return "torch.cat([" + String.join(", ", flat) + "], 1)";
    }

    /** Takes each feature from {@code x}, with its channels last in memory, as what computes it would leave it. */
    private void take(FixedPart part) {
        long from = 0;
        List<TensorShape> shapes = part.shapes();
        for (int i = 0; i < shapes.size(); i++) {
            TensorShape shape = shapes.get(i);
            String own = "torch.slice(x, 1, " + from + ", " + (from + shape.size()) + ", 1)";
            values.put(part.features().get(i), let(shape instanceof TensorShape.Maps maps ? maps(own, maps) : own));
            from += shape.size();
        }
    }

    private static String maps(String rows, TensorShape.Maps maps) {
        return "torch.contiguous(torch.reshape(" + rows + ", [-1, " + maps.channels() + ", " + maps.height() + ", "
                + maps.width() + "]), memory_format=2)";
    }

    String statements() {
        return code.toString();
    }

    /** The main head is the last. */
    List<Logits> heads() {
        return heads;
    }

    String logits() {
        return heads.get(heads.size() - 1).variable();
    }

    private String node(Node node) {
        List<String> inputs = node.inputs().stream().map(this::value).toList();
        String x = inputs.isEmpty() ? "x" : inputs.get(0);
        if (node.layer() instanceof Layer.Head head) {
            heads.add(new Logits(x, head));
            return x;
        }
        return let(expression(node, x, inputs));
    }

    private String value(String node) {
        String variable = values.get(node);
        if (variable == null) {
            throw new IllegalStateException("the net needs an auxiliary head's output: " + node);
        }
        return variable;
    }

    private String expression(Node node, String x, List<String> inputs) {
        Layer layer = node.layer();
        if (layer instanceof Layer.Input input) {
            return input(input, x);
        } else if (layer instanceof Layer.Conv2d conv) {
            return "torch.conv2d(" + x + ", " + tensor(node, "weight") + ", " + bias(node, conv.bias()) + ", "
                    + pair(conv.stride(), conv.stride()) + ", " + pair(conv.padHeight(), conv.padWidth()) + ", [1, 1], "
                    + conv.groups() + ")";
        } else if (layer instanceof Layer.Pool pool) {
            return pool(pool, x);
        } else if (layer instanceof Layer.Dense dense) {
            return "torch.linear(" + x + ", " + tensor(node, "weight") + ", " + bias(node, dense.bias()) + ")";
        } else if (layer instanceof Layer.BatchNorm norm) {
            return batchNorm(node, norm, x);
        } else if (layer instanceof Layer.LocalResponseNorm norm) {
            return responseNorm(norm, x);
        } else if (layer instanceof Layer.Activation activation) {
            return switch (activation.function()) {
                case RELU -> "torch.relu(" + x + ")";
                case TANH -> "torch.tanh(" + x + ")";
                case SIGMOID -> "torch.sigmoid(" + x + ")";
            };
        } else if (layer instanceof Layer.Dropout dropout) {
            return learns(node) ? "torch.dropout(" + x + ", " + Literal.of(dropout.rate()) + ", True)" : x;
        } else if (layer instanceof Layer.Add) {
            return inputs.stream()
                    .reduce((a, b) -> "torch.add(" + a + ", " + b + ")")
                    .orElse(x);
        } else if (layer instanceof Layer.Concat) {
            return "torch.cat([" + String.join(", ", inputs) + "], 1)";
        } else if (layer instanceof Layer.Subsample subsample) {
            String step = ", 0, 9223372036854775807, " + subsample.stride() + ")";
            return "torch.slice(torch.slice(" + x + ", 2" + step + ", 3" + step;
        } else if (layer instanceof Layer.PadChannels pad) {
            return "torch.constant_pad_nd(" + x + ", [0, 0, 0, 0, " + pad.before() + ", " + pad.after() + "], 0)";
        } else if (layer instanceof Layer.Flatten) {
            return "torch.flatten(" + x + ", 1, -1)";
        } else if (layer instanceof Layer.GlobalAveragePool) {
            return "torch.flatten(torch.adaptive_avg_pool2d(" + x + ", [1, 1]), 1, -1)";
        } else if (layer instanceof Layer.Scripted own) {
            List<String> parameters =
                    own.parameters().stream().map(p -> tensor(node, p.name())).toList();
            return scripted.call(node, inputs, parameters, learns(node));
        }
        throw new IllegalStateException("no code for " + layer);
    }

    /** {@code (v * scale - mean) / deviation} as one multiplication and one addition, by channel. */
    private String input(Layer.Input input, String x) {
        List<String> factors = input.deviation().stream()
                .map(d -> Literal.of(input.scale() / d))
                .toList();
        var offsets = new ArrayList<String>();
        for (int c = 0; c < input.mean().size(); c++) {
            offsets.add(Literal.of(-input.mean().get(c) / input.deviation().get(c)));
        }
        String ordered = input.order() == Layer.ChannelOrder.BGR ? "torch.flip(" + x + ", [1])" : x;
        String floats = let("torch.to(" + ordered + ", 6)");
        String normalised = factors.size() == 1
                ? "torch.add(torch.mul(" + floats + ", " + factors.get(0) + "), " + offsets.get(0) + ")"
                : "torch.add(torch.mul(" + floats + ", " + perChannel(factors) + "), " + perChannel(offsets) + ")";
        return "torch.contiguous(" + normalised + ", memory_format=2)";
    }

    private String perChannel(List<String> values) {
        return let("torch.reshape(torch.tensor([" + String.join(", ", values)
                + "], dtype=6, device=ops.prim.device(x)), [1, " + values.size() + ", 1, 1])");
    }

    private static String pool(Layer.Pool pool, String x) {
        String window = pair(pool.kernel(), pool.kernel()) + ", " + pair(pool.stride(), pool.stride()) + ", "
                + pair(pool.pad(), pool.pad());
        String ceil = pool.rounding() == Layer.Rounding.CEIL ? "True" : "False";
        return pool.kind() == Layer.PoolKind.MAX
                ? "torch.max_pool2d(" + x + ", " + window + ", [1, 1], " + ceil + ")"
                : "torch.avg_pool2d(" + x + ", " + window + ", " + ceil + ", False, None)";
    }

    private String batchNorm(Node node, Layer.BatchNorm norm, String x) {
        return "torch.batch_norm(" + x + ", " + tensor(node, "weight") + ", " + tensor(node, "bias") + ", "
                + tensor(node, "running_mean") + ", " + tensor(node, "running_var") + ", "
                + Literal.of(learns(node)) + ", "
                + Literal.of(norm.momentum()) + ", " + Literal.of(norm.epsilon()) + ", True)";
    }

    /** The mean of squares over a window of channels, zeros outside, times its size: the paper's sum. */
    private String responseNorm(Layer.LocalResponseNorm norm, String x) {
        int before = norm.size() / 2;
        int after = (norm.size() - 1) / 2;
        String squares = let("torch.constant_pad_nd(torch.unsqueeze(torch.mul(" + x + ", " + x + "), 1), [0, 0, 0, 0, "
                + before + ", " + after + "], 0)");
        String mean = let("torch.squeeze(torch.avg_pool3d(" + squares + ", [" + norm.size()
                + ", 1, 1], [1, 1, 1], [0, 0, 0], False, True, None), 1)");
        return "torch.div(" + x + ", torch.pow(torch.add(torch.mul(" + mean + ", "
                + Literal.of(norm.alpha() * norm.size()) + "), " + Literal.of(norm.k()) + "), "
                + Literal.of(norm.beta()) + "))";
    }

    /** A frozen node does in training what it does in evaluation: it is a fixed function of its inputs. */
    private boolean learns(Node node) {
        return training && !frozen.contains(node.name());
    }

    private String tensor(Node node, String name) {
        String tensor = node.name() + "." + name;
        return Objects.requireNonNull(elements.get(tensor), tensor);
    }

    private String bias(Node node, boolean has) {
        return has ? tensor(node, "bias") : "None";
    }

    private String let(String expression) {
        String variable = "t" + next++;
        code.append("    ").append(variable).append(" = ").append(expression).append('\n');
        return variable;
    }

    private static String pair(int first, int second) {
        return "[" + first + ", " + second + "]";
    }
}

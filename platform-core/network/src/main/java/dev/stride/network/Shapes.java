package dev.stride.network;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Shape inference: what comes out of each layer, or why it does not fit. */
final class Shapes {

    /** The most numbers of one output or tensor: what an array of bytes holds of them. */
    static final long MOST_NUMBERS = (Integer.MAX_VALUE - 8) / Float.BYTES;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private Shapes() {}

    /** The shapes of a whole net, which begins with its only input, ends in its main head and names tensors once. */
    static Map<String, TensorShape> of(List<Node> nodes) {
        checkEnds(nodes);
        Map<String, TensorShape> shapes = inferred(nodes);
        checkTensors(Tensors.of(nodes, shapes));
        return shapes;
    }

    private static Map<String, TensorShape> inferred(List<Node> nodes) {
        var shapes = new LinkedHashMap<String, TensorShape>();
        for (Node node : nodes) {
            checkNames(node);
            List<TensorShape> inputs = node.inputs().stream()
                    .map(name -> known(shapes, node, name))
                    .toList();
            if (shapes.put(node.name(), output(node, inputs)) != null) {
                throw misfit(node, "its name is taken", "give every layer a name of its own");
            }
        }
        return Collections.unmodifiableMap(shapes);
    }

    /** Names go into programs, tensors' names and metrics. */
    private static void checkNames(Node node) {
        for (String name : List.of(node.name(), node.stage())) {
            if (!NAME.matcher(name).matches()) {
                throw misfit(node, "'" + name + "' is no name", "take 1 to 100 letters, digits and . _ -");
            }
        }
    }

    private static void checkEnds(List<Node> nodes) {
        long inputs =
                nodes.stream().filter(n -> n.layer() instanceof Layer.Input).count();
        if (inputs != 1 || !(nodes.get(0).layer() instanceof Layer.Input)) {
            throw new PlatformException(
                    ErrorCode.MISFIT,
                    "a net of " + nodes.size() + " layers has " + inputs + " inputs",
                    "begin it with its input, the only one");
        }
        Node last = nodes.get(nodes.size() - 1);
        if (!(last.layer() instanceof Layer.Head head) || head.auxiliary()) {
            throw misfit(last, "a net's last layer is its main head", "end the net in a head that is not auxiliary");
        }
    }

    private static void checkTensors(List<TensorDeclaration> tensors) {
        var names = new HashSet<String>();
        for (TensorDeclaration tensor : tensors) {
            if (!names.add(tensor.name())) {
                throw new PlatformException(
                        ErrorCode.MISFIT,
                        "layer '" + tensor.node() + "': the name of its tensor '" + tensor.name() + "' is taken",
                        "give every layer and tensor a name of its own");
            }
        }
    }

    private static TensorShape known(Map<String, TensorShape> shapes, Node node, String input) {
        TensorShape shape = shapes.get(input);
        if (shape == null) {
            throw misfit(node, "its input '" + input + "' is not among the layers before it", "put that layer first");
        }
        return shape;
    }

    /** What comes out of a layer with these inputs, once its settings, its output and its tensors are found possible. */
    static TensorShape output(Node node, List<TensorShape> inputs) {
        checkCount(node, inputs.size());
        LayerSettings.check(node);
        try {
            TensorShape shape = inferred(node, inputs);
            checkNumbers(node, "an output of " + shape, shape.size());
            Tensors.of(node, inputs.isEmpty() ? null : inputs.get(0))
                    .forEach(t -> checkNumbers(node, t.name() + " of " + t.shape(), t.size()));
            return shape;
        } catch (ArithmeticException e) {
            throw tooLarge(node, "sizes");
        }
    }

    private static void checkNumbers(Node node, String what, long numbers) {
        if (numbers > MOST_NUMBERS) {
            throw tooLarge(node, what);
        }
    }

    private static PlatformException tooLarge(Node node, String what) {
        return misfit(
                node,
                "it has " + what + ", beyond " + MOST_NUMBERS + " numbers",
                "give smaller images or a narrower net");
    }

    private static TensorShape inferred(Node node, List<TensorShape> inputs) {
        Layer layer = node.layer();
        if (layer instanceof Layer.Input input) {
            return TensorShape.Maps.of(input.shape());
        } else if (layer instanceof Layer.Conv2d conv) {
            return convolution(node, conv, maps(node, inputs.get(0)));
        } else if (layer instanceof Layer.Pool pool) {
            return pool(node, pool, maps(node, inputs.get(0)));
        } else if (layer instanceof Layer.Dense dense) {
            vector(node, inputs.get(0));
            return new TensorShape.Vector(dense.units());
        } else if (layer instanceof Layer.Add) {
            return sum(node, inputs);
        } else if (layer instanceof Layer.Concat) {
            return concatenation(node, inputs);
        } else if (layer instanceof Layer.Subsample subsample) {
            TensorShape.Maps in = maps(node, inputs.get(0));
            return new TensorShape.Maps(
                    in.channels(), every(in.height(), subsample.stride()), every(in.width(), subsample.stride()));
        } else if (layer instanceof Layer.PadChannels pad) {
            TensorShape.Maps in = maps(node, inputs.get(0));
            return new TensorShape.Maps(
                    Math.addExact(in.channels(), Math.addExact(pad.before(), pad.after())), in.height(), in.width());
        } else if (layer instanceof Layer.Flatten) {
            return new TensorShape.Vector(Math.toIntExact(inputs.get(0).size()));
        } else if (layer instanceof Layer.GlobalAveragePool) {
            return new TensorShape.Vector(maps(node, inputs.get(0)).channels());
        } else if (layer instanceof Layer.Head head) {
            return head(node, head, inputs.get(0));
        } else if (layer instanceof Layer.Scripted scripted) {
            return scripted.output();
        } else if (layer instanceof Layer.LocalResponseNorm) {
            return maps(node, inputs.get(0));
        }
        return inputs.get(0);
    }

    private static void checkCount(Node node, int count) {
        Layer layer = node.layer();
        boolean fits = layer instanceof Layer.Input
                ? count == 0
                : layer instanceof Layer.Add || layer instanceof Layer.Concat
                        ? count >= 2
                        : layer instanceof Layer.Scripted ? count >= 1 : count == 1;
        if (!fits) {
            throw misfit(node, "it has " + count + " inputs", "give it the number that its kind takes");
        }
    }

    private static TensorShape convolution(Node node, Layer.Conv2d conv, TensorShape.Maps in) {
        if (in.channels() % conv.groups() != 0 || conv.filters() % conv.groups() != 0) {
            throw misfit(
                    node,
                    in.channels() + " channels and " + conv.filters() + " filters do not divide into " + conv.groups()
                            + " groups",
                    "choose multiples of the number of groups");
        }
        int height = windows(in.height(), conv.kernelHeight(), conv.stride(), conv.padHeight(), Layer.Rounding.FLOOR);
        int width = windows(in.width(), conv.kernelWidth(), conv.stride(), conv.padWidth(), Layer.Rounding.FLOOR);
        if (height < 1 || width < 1) {
            throw tooSmall(node, in, conv.kernelHeight() + "x" + conv.kernelWidth() + " kernel");
        }
        return new TensorShape.Maps(conv.filters(), height, width);
    }

    private static TensorShape pool(Node node, Layer.Pool pool, TensorShape.Maps in) {
        if (pool.pad() > pool.kernel() / 2) {
            throw misfit(
                    node,
                    "a padding of " + pool.pad() + " is more than half of its window of " + pool.kernel(),
                    "pad less");
        }
        int height = windows(in.height(), pool.kernel(), pool.stride(), pool.pad(), pool.rounding());
        int width = windows(in.width(), pool.kernel(), pool.stride(), pool.pad(), pool.rounding());
        if (height < 1 || width < 1) {
            throw tooSmall(node, in, pool.kernel() + "x" + pool.kernel() + " window");
        }
        return new TensorShape.Maps(in.channels(), height, width);
    }

    /** How many windows there are; with ceiling, a last one begins inside the image or its padding before. */
    static int windows(int length, int window, int stride, int pad, Layer.Rounding rounding) {
        long span = length + 2L * pad - window;
        if (span < 0) {
            return 0;
        }
        if (rounding == Layer.Rounding.FLOOR) {
            return Math.toIntExact(span / stride + 1);
        }
        long count = (span + stride - 1) / stride + 1;
        return Math.toIntExact((count - 1) * stride >= (long) length + pad ? count - 1 : count);
    }

    private static TensorShape sum(Node node, List<TensorShape> inputs) {
        for (TensorShape other : inputs) {
            if (!other.equals(inputs.get(0))) {
                throw misfit(node, "it adds " + inputs.get(0) + " and " + other, "bring both to one shape");
            }
        }
        return inputs.get(0);
    }

    private static TensorShape concatenation(Node node, List<TensorShape> inputs) {
        TensorShape.Maps first = maps(node, inputs.get(0));
        int channels = 0;
        for (TensorShape input : inputs) {
            TensorShape.Maps in = maps(node, input);
            if (in.height() != first.height() || in.width() != first.width()) {
                throw misfit(node, "it joins " + first + " and " + in, "bring both to one height and width");
            }
            channels = Math.addExact(channels, in.channels());
        }
        return new TensorShape.Maps(channels, first.height(), first.width());
    }

    private static TensorShape head(Node node, Layer.Head head, TensorShape input) {
        TensorShape.Vector logits = vector(node, input);
        if (logits.length() != head.classes()) {
            throw misfit(
                    node,
                    logits.length() + " logits come in for " + head.classes() + " classes",
                    "end in one number a class");
        }
        return logits;
    }

    private static int every(int length, int stride) {
        return (length - 1) / stride + 1;
    }

    private static TensorShape.Maps maps(Node node, TensorShape shape) {
        if (shape instanceof TensorShape.Maps maps) {
            return maps;
        }
        throw misfit(node, "it takes a feature map, not a vector of " + shape, "put it before the flattening");
    }

    private static TensorShape.Vector vector(Node node, TensorShape shape) {
        if (shape instanceof TensorShape.Vector vector) {
            return vector;
        }
        throw misfit(node, "it takes a vector, not a feature map of " + shape, "flatten the map first");
    }

    private static PlatformException tooSmall(Node node, TensorShape.Maps in, String window) {
        return misfit(
                node,
                "its input of " + in + " is too small for a " + window,
                "give larger images or another architecture");
    }

    static PlatformException misfit(Node node, String message, String remedy) {
        return new PlatformException(ErrorCode.MISFIT, "layer '" + node.name() + "': " + message, remedy);
    }
}

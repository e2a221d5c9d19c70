package dev.stride.network;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shape inference: what comes out of each layer, or why it does not fit. */
final class Shapes {

    private Shapes() {}

    static Map<String, TensorShape> of(List<Node> nodes) {
        var shapes = new LinkedHashMap<String, TensorShape>();
        for (Node node : nodes) {
            List<TensorShape> inputs = node.inputs().stream()
                    .map(name -> known(shapes, node, name))
                    .toList();
            if (shapes.put(node.name(), output(node, inputs)) != null) {
                throw misfit(node, "its name is taken", "give every layer a name of its own");
            }
        }
        return Collections.unmodifiableMap(shapes);
    }

    private static TensorShape known(Map<String, TensorShape> shapes, Node node, String input) {
        TensorShape shape = shapes.get(input);
        if (shape == null) {
            throw misfit(node, "its input '" + input + "' is not among the layers before it", "put that layer first");
        }
        return shape;
    }

    static TensorShape output(Node node, List<TensorShape> inputs) {
        checkCount(node, inputs.size());
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
            return new TensorShape.Maps(in.channels() + pad.before() + pad.after(), in.height(), in.width());
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
        if (pool.pad() * 2 > pool.kernel()) {
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
        int span = length + 2 * pad - window;
        if (span < 0) {
            return 0;
        }
        if (rounding == Layer.Rounding.FLOOR) {
            return span / stride + 1;
        }
        int count = (span + stride - 1) / stride + 1;
        return (count - 1) * stride >= length + pad ? count - 1 : count;
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
            channels += in.channels();
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
        return (length + stride - 1) / stride;
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

    private static PlatformException misfit(Node node, String message, String remedy) {
        return new PlatformException(ErrorCode.MISFIT, "layer '" + node.name() + "': " + message, remedy);
    }
}

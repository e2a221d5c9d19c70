package dev.stride.training.program;

import ai.djl.engine.EngineException;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.Node;
import dev.stride.network.TensorShape;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The scripted layers of a net. The body of each is a method of its own, so that the names in it are its own, and so
 * that the native library's errors tell which layer they come from.
 */
final class ScriptedLayers {

    private static final Pattern IN_METHOD = Pattern.compile(", in scripted_(\\d+)\\b");
    private static final String REASON = "RuntimeError: ";

    private final List<Node> nodes;

    private ScriptedLayers(List<Node> nodes) {
        this.nodes = nodes;
    }

    static ScriptedLayers of(Network network) {
        return new ScriptedLayers(network.nodes().stream()
                .filter(n -> n.layer() instanceof Layer.Scripted)
                .toList());
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** The methods that {@link #call} calls. */
    String methods() {
        return nodes.stream().map(this::method).collect(Collectors.joining());
    }

    /** A layer's body, and that what it gives has the shape that it declares. */
    private String method(Node node) {
        var layer = (Layer.Scripted) node.layer();
        return "  def " + methodName(node) + "(self: __torch__.M, x: Tensor, inputs: List[Tensor], p: List[Tensor], "
                + "training: bool) -> Tensor:\n    result = annotate(Tensor, " + layer.body() + ")\n"
                + "    images = torch.size(x, 0)\n    size = torch.size(result)\n"
                + "    if torch.ne(size, torch.add([images], " + axes(layer.output()) + ")):\n"
                + "      ops.prim.RaiseException(torch.format(\"it gives {} for {} images, where it declares "
                + layer.output() + " for each\", size, images))\n"
                + "    else:\n      pass\n    return result\n";
    }

    private static List<Long> axes(TensorShape shape) {
        return shape instanceof TensorShape.Maps maps
                ? List.of((long) maps.channels(), (long) maps.height(), (long) maps.width())
                : List.of(shape.size());
    }

    /** The expression for a layer's output. */
    String call(Node node, List<String> inputs, List<String> parameters, boolean training) {
        return "(self)." + methodName(node) + "(" + inputs.get(0) + ", [" + String.join(", ", inputs) + "], "
                + (parameters.isEmpty() ? "annotate(List[Tensor], [])" : "[" + String.join(", ", parameters) + "]")
                + ", " + Literal.of(training) + ")";
    }

    private String methodName(Node node) {
        return "scripted_" + nodes.indexOf(node);
    }

    /** What it means that a program with these layers does not load: a layer's body, where it does not load alone. */
    RuntimeException explainLoading(EngineException e, Consumer<String> load) {
        for (Node node : nodes) {
            try {
                load.accept(method(node));
            } catch (EngineException own) {
                return refused(node, "does not compile: " + reason(own), own);
            }
        }
        return e;
    }

    /** What an error of a call means: a layer's body, where the native library's trace ends in it. */
    RuntimeException explainCall(EngineException e) {
        Matcher method = IN_METHOD.matcher(String.valueOf(e.getMessage()));
        return Program.isOutOfMemory(e) || !method.find()
                ? e
                : refused(nodes.get(Integer.parseInt(method.group(1))), "fails: " + reason(e), e);
    }

    /** The sentence of a message that also holds traces and code. */
    private static String reason(EngineException e) {
        String message = String.valueOf(e.getMessage());
        return message.substring(Math.max(0, message.lastIndexOf(REASON)))
                .replaceFirst("^" + REASON, "")
                .strip()
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("( here)?[:.]$", "");
    }

    private static PlatformException refused(Node node, String what, Throwable cause) {
        return new PlatformException(
                ErrorCode.PLUGIN_FAILED, "the scripted layer '" + node.name() + "' " + what, "mend its body", cause);
    }
}

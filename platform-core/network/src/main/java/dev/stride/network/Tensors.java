package dev.stride.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tensors that the layers of a net keep, in the order of the layers. */
final class Tensors {

    private Tensors() {}

    static List<TensorDeclaration> of(List<Node> nodes, Map<String, TensorShape> shapes) {
        var tensors = new ArrayList<TensorDeclaration>();
        for (Node node : nodes) {
            tensors.addAll(of(
                    node,
                    node.inputs().isEmpty() ? null : shapes.get(node.inputs().get(0))));
        }
        return List.copyOf(tensors);
    }

    static List<TensorDeclaration> of(Node node, @org.jspecify.annotations.Nullable TensorShape in) {
        if (node.layer() instanceof Layer.Conv2d conv && in instanceof TensorShape.Maps maps) {
            return weights(
                    node,
                    List.of(conv.filters(), maps.channels() / conv.groups(), conv.kernelHeight(), conv.kernelWidth()),
                    conv.bias());
        }
        if (node.layer() instanceof Layer.Dense dense && in instanceof TensorShape.Vector vector) {
            return weights(node, List.of(dense.units(), vector.length()), dense.bias());
        }
        if (node.layer() instanceof Layer.BatchNorm && in != null) {
            List<Integer> shape = List.of(in instanceof TensorShape.Maps maps ? maps.channels() : (int) in.size());
            return List.of(
                    tensor(node, "weight", TensorDeclaration.Kind.GAMMA, shape),
                    tensor(node, "bias", TensorDeclaration.Kind.BETA, shape),
                    tensor(node, "running_mean", TensorDeclaration.Kind.RUNNING_MEAN, shape),
                    tensor(node, "running_var", TensorDeclaration.Kind.RUNNING_VAR, shape));
        }
        if (node.layer() instanceof Layer.Scripted scripted) {
            return scripted.parameters().stream()
                    .map(p -> tensor(node, p.name(), TensorDeclaration.Kind.WEIGHT, p.shape()))
                    .toList();
        }
        return List.of();
    }

    private static List<TensorDeclaration> weights(Node node, List<Integer> shape, boolean bias) {
        TensorDeclaration weight = tensor(node, "weight", TensorDeclaration.Kind.WEIGHT, shape);
        return bias
                ? List.of(weight, tensor(node, "bias", TensorDeclaration.Kind.BIAS, shape.subList(0, 1)))
                : List.of(weight);
    }

    private static TensorDeclaration tensor(Node node, String name, TensorDeclaration.Kind kind, List<Integer> shape) {
        return new TensorDeclaration(node.name() + "." + name, node.name(), kind, shape);
    }
}

package dev.stride.network;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * A net as an immutable graph of layers, in an order in which each node comes after its inputs. The first node is the
 * {@link Layer.Input}; the main {@link Layer.Head} is the last node. Made by {@link NetworkBuilder}; one that is put
 * together by hand is checked as soon as it is asked for {@link #shapes}. Safe for use by several threads.
 *
 * @param name for people, for example {@code resnet-20}
 * @param initialiser of the weights of convolutions and dense layers
 */
public record Network(String name, Initialiser initialiser, List<Node> nodes) {

    /** The stage that ends every net: all that a new set of classes replaces. */
    public static final String HEAD_STAGE = "head";

    public Network {
        nodes = List.copyOf(nodes);
    }

    /** The input layer. */
    public Layer.Input input() {
        return (Layer.Input) nodes.get(0).layer();
    }

    /** How many classes the main head tells apart. */
    public int classes() {
        return ((Layer.Head) nodes.get(nodes.size() - 1).layer()).classes();
    }

    /**
     * The shape of each node's output, in the order of the nodes.
     *
     * @throws dev.stride.model.PlatformException with {@code MISFIT} where layers do not fit, naming layer and shape
     */
    public Map<String, TensorShape> shapes() {
        return Shapes.of(nodes);
    }

    /** All tensors that the net keeps, in the order of the nodes. */
    public List<TensorDeclaration> tensors() {
        return Tensors.of(nodes, shapes());
    }

    /** How many numbers training changes. */
    public long parameters() {
        return NetworkTable.of(this).totals().parameters();
    }

    /**
     * How many layers with weights, convolutions and dense ones, lie one behind the other on the longest way from the
     * images to the main head: the number that papers name a net by.
     */
    public int depth() {
        var depths = new HashMap<String, Integer>();
        int depth = 0;
        for (Node node : nodes) {
            int before = node.inputs().stream().mapToInt(depths::get).max().orElse(0);
            depth = before + (node.layer() instanceof Layer.Conv2d || node.layer() instanceof Layer.Dense ? 1 : 0);
            depths.put(node.name(), depth);
        }
        return depth;
    }

    /** The same net, whose images enter in another way. */
    public Network withInput(Layer.Input input) {
        return new Network(
                name,
                initialiser,
                nodes.stream()
                        .map(node -> node.layer() instanceof Layer.Input
                                ? new Node(node.name(), node.stage(), input, node.inputs())
                                : node)
                        .toList());
    }

    /** The names of the stages, in order. */
    public List<String> stages() {
        return nodes.stream().map(Node::stage).distinct().toList();
    }

    /** The net without its auxiliary heads and what feeds them alone: what is left once training ends. */
    public Network exported() {
        var needed = new HashSet<String>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (i == nodes.size() - 1 || needed.contains(node.name())) {
                needed.add(node.name());
                needed.addAll(node.inputs());
            }
        }
        List<Node> kept =
                nodes.stream().filter(node -> needed.contains(node.name())).toList();
        return kept.size() == nodes.size() ? this : new Network(name, initialiser, kept);
    }

    /** SHA-256 of the canonical JSON: equal nets have equal hashes, on every machine. */
    public String hash() {
        return CanonicalJson.hash(this);
    }
}

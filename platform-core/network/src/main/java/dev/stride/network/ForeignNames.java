package dev.stride.network;

import dev.stride.model.ErrorCode;
import dev.stride.model.Nearest;
import dev.stride.model.PlatformException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a file from elsewhere names the tensors of a net. Safe for use by several threads.
 */
public final class ForeignNames {

    private static final int LISTED = 6;
    private static final String BIAS = ".bias";

    /** PyTorch counts the batches of each batch normalisation; nothing here needs it. */
    private static final String COUNTER = ".num_batches_tracked";

    private final Network network;
    private final boolean complete;

    /** The file's names by those of layers and tensors here. */
    private final Map<String, String> foreign = new HashMap<>();

    private final Map<String, Node> nodes;
    private final Set<String> lasting;

    private ForeignNames(Network network, Map<String, String> names, boolean complete) {
        this.network = network;
        this.complete = complete;
        this.nodes = network.nodes().stream().collect(Collectors.toMap(Node::name, n -> n));
        this.lasting = network.exported().nodes().stream().map(Node::name).collect(Collectors.toSet());
        var known = new TreeSet<>(nodes.keySet());
        network.tensors().forEach(t -> known.add(t.name()));
        new TreeMap<>(names).forEach((theirs, ours) -> add(theirs, ours, known));
    }

    private void add(String theirs, String ours, Set<String> known) {
        if (!known.contains(ours)) {
            throw new PlatformException(
                    ErrorCode.MISFIT,
                    "'" + theirs + "' is named '" + ours + "', which is no layer of " + network.name(),
                    Nearest.to(ours, known)
                            .map(nearest -> "did you mean '" + nearest + "'?")
                            .orElse("see 'stride networks inspect' for its layers"));
        }
        String other = foreign.put(ours, theirs);
        if (other != null) {
            throw new PlatformException(
                    ErrorCode.MISFIT,
                    "both '" + other + "' and '" + theirs + "' are named '" + ours + "'",
                    "name one of them so");
        }
    }

    /**
     * The names of a library, all of whose tensors a file has, and no others.
     *
     * @param network as the library has it
     * @param names of the library's modules to layers here, whose tensors are named alike ({@code features.0} to
     *     {@code conv1}), or of tensors to tensors
     */
    public static ForeignNames ofLibrary(Network network, Map<String, String> names) {
        return new ForeignNames(network, names, true);
    }

    /**
     * Names that somebody gave. Layers may be left out, and so may be what else a file has.
     *
     * @throws PlatformException with {@code MISFIT} where one stands for no layer, or two for the same
     */
    public static ForeignNames given(Network network, Map<String, String> names) {
        return new ForeignNames(network, names, false);
    }

    /**
     * Where a tensor's numbers come from.
     *
     * @param origin the file's name of it
     * @param subtracted the file's name of what is subtracted: the bias of a convolution that has none here, since the batch
     *     normalisation after it takes it away again
     */
    public record Origin(TensorDeclaration tensor, String origin, Optional<String> subtracted) {}

    /**
     * A net and where its tensors come from.
     *
     * @param network without auxiliary heads where the file has none
     */
    public record Origins(Network network, List<Origin> tensors) {
        public Origins {
            tensors = List.copyOf(tensors);
        }
    }

    /** The net. */
    public Network network() {
        return network;
    }

    /**
     * How many classes the file's net tells apart; empty where it has no head.
     *
     * @param found the shapes of the file's tensors by name
     */
    public OptionalInt classes(Map<String, List<Integer>> found) {
        List<TensorDeclaration> tensors = network.exported().tensors();
        return origin(tensors.get(tensors.size() - 1))
                .map(found::get)
                .filter(shape -> !shape.isEmpty())
                .map(shape -> OptionalInt.of(shape.get(0)))
                .orElse(OptionalInt.empty());
    }

    /** Whether a file has tensors of all these names, heads aside. */
    public boolean match(Map<String, List<Integer>> found) {
        return network.tensors().stream()
                .filter(t -> lasting.contains(t.node()) && !isHead(t))
                .allMatch(t -> origin(t).filter(found::containsKey).isPresent());
    }

    /**
     * Finds the net's tensors in a file. The main head may be missing, and so may be all that serves auxiliary heads.
     *
     * @param found the shapes of the file's tensors by name
     * @throws PlatformException with {@code MISFIT}, listing what is missing, has another shape, or is left over
     */
    public Origins origins(Map<String, List<Integer>> found) {
        Network present = isAbsent(t -> !lasting.contains(t.node()), found) ? network.exported() : network;
        boolean headless = isAbsent(t -> lasting.contains(t.node()) && isHead(t), found);
        var origins = new ArrayList<Origin>();
        var problems = new ArrayList<String>();
        for (TensorDeclaration tensor : present.tensors()) {
            Optional<String> origin = origin(tensor);
            if (origin.isEmpty() || headless && lasting.contains(tensor.node()) && isHead(tensor)) {
                continue;
            }
            List<Integer> shape = found.get(origin.get());
            if (tensor.shape().equals(shape)) {
                origins.add(new Origin(tensor, origin.get(), subtracted(tensor, found)));
            } else {
                problems.add("'" + origin.get() + "' for " + tensor.name() + " is "
                        + (shape == null ? "missing" : shape.toString()) + ", not " + tensor.shape());
            }
        }
        leftOver(origins, found).forEach(name -> problems.add("'" + name + "' is left over"));
        if (!problems.isEmpty()) {
            throw misfit(problems);
        }
        return new Origins(present, origins);
    }

    private boolean isHead(TensorDeclaration tensor) {
        return node(tensor.node()).stage().equals(Network.HEAD_STAGE);
    }

    private Node node(String name) {
        return Objects.requireNonNull(nodes.get(name));
    }

    private boolean isAbsent(Predicate<TensorDeclaration> part, Map<String, List<Integer>> found) {
        return network.tensors().stream()
                .filter(part)
                .noneMatch(t -> origin(t).filter(found::containsKey).isPresent());
    }

    private Optional<String> origin(TensorDeclaration tensor) {
        return Optional.ofNullable(foreign.get(tensor.name()))
                .or(() -> Optional.ofNullable(foreign.get(tensor.node()))
                        .map(module ->
                                module + tensor.name().substring(tensor.node().length())));
    }

    private Optional<String> subtracted(TensorDeclaration tensor, Map<String, List<Integer>> found) {
        if (tensor.kind() != TensorDeclaration.Kind.RUNNING_MEAN) {
            return Optional.empty();
        }
        String before = node(tensor.node()).inputs().get(0);
        return Optional.ofNullable(foreign.get(before))
                .filter(module -> isWithoutBias(node(before).layer()))
                .map(module -> module + BIAS)
                .filter(bias -> tensor.shape().equals(found.get(bias)));
    }

    private static boolean isWithoutBias(Layer layer) {
        return layer instanceof Layer.Conv2d conv && !conv.bias()
                || layer instanceof Layer.Dense dense && !dense.bias();
    }

    private List<String> leftOver(List<Origin> origins, Map<String, List<Integer>> found) {
        Set<String> used = origins.stream()
                .flatMap(o -> Stream.concat(Stream.of(o.origin()), o.subtracted().stream()))
                .collect(Collectors.toCollection(HashSet::new));
        return found.keySet().stream()
                .filter(name -> !used.contains(name) && !name.endsWith(COUNTER))
                .filter(name -> complete || foreign.containsValue(module(name)))
                .sorted()
                .toList();
    }

    private static String module(String tensor) {
        return tensor.substring(0, Math.max(0, tensor.lastIndexOf('.')));
    }

    private PlatformException misfit(List<String> problems) {
        return new PlatformException(
                ErrorCode.MISFIT,
                "the file's tensors do not fit " + network.name() + " by these names: "
                        + String.join("; ", problems.subList(0, Math.min(LISTED, problems.size())))
                        + (problems.size() > LISTED ? "; and " + (problems.size() - LISTED) + " more" : ""),
                "give the weights of this net, or the names that the file has");
    }
}

package dev.stride.training.program;

import dev.stride.model.Optimizer;
import dev.stride.network.Network;
import dev.stride.network.TensorDeclaration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A net's tensors in the lists that a program takes, none of which is empty: a list without elements would not be passed at
 * all.
 *
 * @param groups what trains
 * @param others the parameters of frozen nodes, list {@code f}, and running statistics, list {@code b}
 */
record TensorLists(List<Group> groups, Map<String, List<TensorDeclaration>> others) {

    private static final String FIXED = "f";
    private static final String BUFFERS = "b";

    /**
     * Tensors that an optimizer updates alike, in one call.
     *
     * @param list its name, {@code p} and a number
     * @param rate what the rate of a step is multiplied by
     * @param decays whether weight decay touches them
     */
    record Group(String list, double rate, boolean decays, List<TensorDeclaration> tensors) {}

    private record Alike(double rate, boolean decays) {}

    private static final Comparator<Alike> ORDER =
            Comparator.comparing(Alike::rate).thenComparing(Alike::decays).reversed();

    static TensorLists of(Network network, Learning learning, Optimizer optimizer) {
        var trained = new TreeMap<Alike, List<TensorDeclaration>>(ORDER);
        var others = new LinkedHashMap<String, List<TensorDeclaration>>();
        for (TensorDeclaration tensor : network.tensors()) {
            if (tensor.kind().isTrainable() && !learning.frozen().contains(tensor.node())) {
                boolean decays = optimizer.decaysAll() || tensor.kind().decays();
                var alike = new Alike(learning.rate(tensor.node()), decays);
                trained.computeIfAbsent(alike, a -> new ArrayList<>()).add(tensor);
            } else {
                String list = tensor.kind().isTrainable() ? FIXED : BUFFERS;
                others.computeIfAbsent(list, l -> new ArrayList<>()).add(tensor);
            }
        }
        var groups = new ArrayList<Group>();
        trained.forEach(
                (alike, tensors) -> groups.add(new Group("p" + groups.size(), alike.rate(), alike.decays(), tensors)));
        return new TensorLists(groups, others);
    }

    /** All lists of the net's own tensors by name, in the order in which they are passed. */
    Map<String, List<TensorDeclaration>> all() {
        var all = new LinkedHashMap<String, List<TensorDeclaration>>();
        groups.forEach(group -> all.put(group.list(), group.tensors()));
        all.putAll(others);
        return all;
    }

    /** The expression for each tensor, by its name. */
    Map<String, String> elements() {
        var elements = new LinkedHashMap<String, String>();
        all().forEach((list, tensors) -> {
            for (int i = 0; i < tensors.size(); i++) {
                elements.put(tensors.get(i).name(), list + "[" + i + "]");
            }
        });
        return elements;
    }
}

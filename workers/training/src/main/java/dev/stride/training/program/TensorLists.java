package dev.stride.training.program;

import dev.stride.network.Network;
import dev.stride.network.TensorDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A net's tensors in the lists that a program takes.
 *
 * @param decayed trainable and touched by weight decay: list {@code d}
 * @param undecayed trainable and not touched by it: list {@code u}
 * @param fixed the parameters of frozen nodes: list {@code f}
 * @param buffers running statistics: list {@code b}
 */
record TensorLists(
        List<TensorDeclaration> decayed,
        List<TensorDeclaration> undecayed,
        List<TensorDeclaration> fixed,
        List<TensorDeclaration> buffers) {

    static TensorLists of(Network network, Set<String> frozen) {
        var lists = new TensorLists(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (TensorDeclaration tensor : network.tensors()) {
            lists.listOf(tensor, frozen).add(tensor);
        }
        return lists;
    }

    private List<TensorDeclaration> listOf(TensorDeclaration tensor, Set<String> frozen) {
        if (!tensor.kind().isTrainable()) {
            return buffers;
        }
        if (frozen.contains(tensor.node())) {
            return fixed;
        }
        return tensor.kind().decays() ? decayed : undecayed;
    }

    /** What trains: the decayed, then the others. */
    List<TensorDeclaration> trained() {
        var trained = new ArrayList<>(decayed);
        trained.addAll(undecayed);
        return trained;
    }

    /** The expression for a tensor. */
    String element(String name) {
        for (var list : List.of(Map.entry("d", decayed), Map.entry("u", undecayed), Map.entry("f", fixed))) {
            int place = indexOf(list.getValue(), name);
            if (place >= 0) {
                return list.getKey() + "[" + place + "]";
            }
        }
        return "b[" + indexOf(buffers, name) + "]";
    }

    private static int indexOf(List<TensorDeclaration> tensors, String name) {
        for (int i = 0; i < tensors.size(); i++) {
            if (tensors.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}

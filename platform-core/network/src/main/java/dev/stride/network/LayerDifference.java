package dev.stride.network;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What keeps one layer from computing the same in two nets.
 *
 * @param node the layer's name
 * @param found what it is in the source
 * @param expected what it is in the target
 */
public record LayerDifference(String node, String found, String expected) {

    /**
     * Holds some layers of a net against those of the same names in another: kind, settings and inputs. Of the input
     * layer only the number of channels counts: the size of the images shows in the shapes, and how the channels are
     * ordered and normalised can be taken over. What matters in training alone, as a dropout's rate does, is no
     * difference.
     *
     * @param nodes the target's layers that are looked at; what they take must be among them
     */
    public static List<LayerDifference> between(Network source, Network target, Set<String> nodes) {
        Map<String, Node> known =
                source.nodes().stream().collect(Collectors.toMap(Node::name, n -> n, (first, second) -> first));
        return target.nodes().stream()
                .filter(node -> nodes.contains(node.name()))
                .flatMap(node -> between(known.get(node.name()), node).stream())
                .toList();
    }

    private static Optional<LayerDifference> between(@Nullable Node source, Node target) {
        if (source == null) {
            return Optional.of(new LayerDifference(target.name(), "missing", LayerWords.of(target.layer())));
        }
        if (!source.layer().getClass().equals(target.layer().getClass())) {
            return Optional.of(
                    new LayerDifference(target.name(), LayerWords.of(source.layer()), LayerWords.of(target.layer())));
        }
        Map<String, Object> found = settings(source);
        Map<String, Object> expected = settings(target);
        Set<String> differing = expected.keySet().stream()
                .filter(name -> !Objects.equals(found.get(name), expected.get(name)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return differing.isEmpty()
                ? Optional.empty()
                : Optional.of(new LayerDifference(target.name(), words(found, differing), words(expected, differing)));
    }

    private static Map<String, Object> settings(Node node) {
        var settings = new LinkedHashMap<String, Object>();
        if (node.layer() instanceof Layer.Input input) {
            settings.put("channels", input.shape().channels());
        } else if (node.layer() instanceof Layer.BatchNorm norm) {
            settings.put("epsilon", norm.epsilon());
        } else if (!(node.layer() instanceof Layer.Dropout)) {
            for (RecordComponent component : node.layer().getClass().getRecordComponents()) {
                settings.put(component.getName(), CanonicalJson.read((Record) node.layer(), component));
            }
        }
        settings.put("inputs", node.inputs());
        return settings;
    }

    private static String words(Map<String, Object> settings, Set<String> names) {
        var words = new StringJoiner(", ");
        names.forEach(name -> words.add(name + " " + settings.get(name)));
        return words.toString();
    }

    @Override
    public String toString() {
        return node + " is " + found + ", not " + expected;
    }
}

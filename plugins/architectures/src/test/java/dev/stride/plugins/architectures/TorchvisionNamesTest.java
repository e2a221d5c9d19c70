package dev.stride.plugins.architectures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.network.ForeignNames;
import dev.stride.network.Layer;
import dev.stride.network.LayerDifference;
import dev.stride.network.Network;
import dev.stride.network.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The nets against the names and shapes that torchvision has; see {@code src/test/torchvision/write_shapes.py}. */
class TorchvisionNamesTest {

    private static final String LIBRARY = "torchvision";
    private static final String FILE = "torchvision-shapes.txt";

    @ParameterizedTest
    @CsvSource({
        "alexnet, alexnet-torchvision",
        "vgg11, vgg-11",
        "vgg13, vgg-13",
        "vgg16, vgg-16",
        "vgg19, vgg-19",
        "vgg11_bn, vgg-11-bn",
        "vgg13_bn, vgg-13-bn",
        "vgg16_bn, vgg-16-bn",
        "vgg19_bn, vgg-19-bn",
        "resnet18, resnet-18",
        "resnet18, resnet-18-torchvision",
        "resnet34, resnet-34",
        "resnet50, resnet-50-torchvision",
        "resnet101, resnet-101-torchvision",
        "resnet152, resnet-152-torchvision",
        "googlenet, googlenet-torchvision",
        "squeezenet1_0, squeezenet-1.0",
        "squeezenet1_1, squeezenet-1.1"
    })
    void everyTensorOfTorchvisionsNetHasItsPlace(String theirs, String ours) {
        Network network = Nets.paper(ours);
        ForeignNames names = names(ours);
        Map<String, List<Integer>> found = shapes(theirs);
        ForeignNames.Origins origins = names.origins(found);
        assertThat(names.match(found)).isTrue();
        assertThat(names.classes(found)).hasValue(1000);
        assertThat(origins.tensors()).extracting(ForeignNames.Origin::tensor).isEqualTo(network.tensors());
        // All but the normalisation of pixels is the net that an experiment names.
        assertThat(withoutInput(origins.network())).isEqualTo(withoutInput(network));
        boolean batchAndBias = theirs.endsWith("_bn");
        assertThat(origins.tensors().stream().anyMatch(o -> o.subtracted().isPresent()))
                .isEqualTo(batchAndBias);
    }

    @ParameterizedTest
    @CsvSource({"resnet18, resnet-34", "vgg11, vgg-16", "vgg16, vgg-11", "squeezenet1_0, squeezenet-1.1"})
    void anotherDepthIsNoMatch(String theirs, String ours) {
        assertThat(names(ours).match(shapes(theirs))).isFalse();
    }

    @Test
    void pixelsAreNormalisedAsTorchvisionsWeightsExpect() {
        Layer.Input input = Nets.published("resnet-18", LIBRARY).network().input();
        assertThat(input.mean()).containsExactly(0.485, 0.456, 0.406);
        assertThat(input.deviation()).containsExactly(0.229, 0.224, 0.225);
        Layer.Input halves =
                Nets.published("googlenet-torchvision", LIBRARY).network().input();
        assertThat(halves.mean()).containsExactly(0.5, 0.5, 0.5);
        assertThat(halves.deviation()).containsExactly(0.5, 0.5, 0.5);
    }

    @ParameterizedTest
    @CsvSource({"alexnet", "resnet-50", "googlenet"})
    void aNetOfThePaperIsHeldAgainstTheOneThatTheLibraryHas(String name) {
        Network paper = Nets.paper(name);
        Set<String> layers = paper.nodes().stream().map(Node::name).collect(Collectors.toSet());
        assertThat(LayerDifference.between(Nets.published(name, LIBRARY).network(), paper, layers))
                .isNotEmpty();
    }

    private static ForeignNames names(String net) {
        Nets.Published published = Nets.published(net, LIBRARY);
        return ForeignNames.ofLibrary(published.network(), published.names());
    }

    private static Object withoutInput(Network network) {
        return network.nodes().subList(1, network.nodes().size());
    }

    private static Map<String, List<Integer>> shapes(String net) {
        var shapes = new TreeMap<String, List<Integer>>();
        try (InputStream in = TorchvisionNamesTest.class.getResourceAsStream(FILE)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" "))
                    .filter(words -> words[0].equals(net))
                    .forEach(words -> shapes.put(
                            words[1],
                            Arrays.stream(words).skip(2).map(Integer::valueOf).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
        return shapes;
    }
}

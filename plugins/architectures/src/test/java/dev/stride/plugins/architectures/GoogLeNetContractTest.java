package dev.stride.plugins.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stride.network.Layer;
import dev.stride.network.Node;
import dev.stride.spi.testkit.ArchitectureContract;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GoogLeNetContractTest extends ArchitectureContract<GoogLeNet.Parameters> {

    @Override
    protected GoogLeNet module() {
        return new GoogLeNet();
    }

    /** Szegedy et al., 2015, section 5: losses of side heads weigh 0.3, seven tenths of their units are dropped. */
    @Test
    void sideHeadsWeighAndDropAsInThePaper() {
        assertThat(layers("googlenet", Layer.Head.class))
                .extracting(Layer.Head::auxiliary, Layer.Head::weight)
                .containsExactlyInAnyOrder(tuple(true, 0.3), tuple(true, 0.3), tuple(false, 1.0));
        assertThat(layers("googlenet", Layer.Dropout.class))
                .extracting(Layer.Dropout::rate)
                .containsExactlyInAnyOrder(0.7, 0.7, 0.4);
    }

    /** Its weights were trained with another epsilon than usual. */
    @Test
    void torchvisionsNormalisationHasItsEpsilon() {
        assertThat(layers("googlenet-torchvision", Layer.BatchNorm.class).stream()
                        .map(Layer.BatchNorm::epsilon)
                        .collect(Collectors.toSet()))
                .containsExactly(1e-3);
    }

    private static <L extends Layer> List<L> layers(String net, Class<L> kind) {
        return Nets.paper(net).nodes().stream()
                .map(Node::layer)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}

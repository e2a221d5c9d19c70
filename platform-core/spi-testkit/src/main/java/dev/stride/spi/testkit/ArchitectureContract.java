package dev.stride.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.PlatformException;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.TensorDeclaration;
import dev.stride.spi.Architecture;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.ParameterField;
import dev.stride.spi.ParameterRecord;
import dev.stride.spi.PublishedNet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every architecture. */
public abstract class ArchitectureContract<P extends Record> extends ModuleContract<P> {

    @Override
    protected abstract Architecture<P> module();

    @Test
    void itDescribesThePapersNetTwiceAlike() {
        Network network = paper();
        assertThat(paper().hash()).isEqualTo(network.hash());
        assertThat(network.shapes()).hasSameSizeAs(network.nodes());
    }

    @Test
    void itBeginsWithTheImagesAndEndsInAHead() {
        Network network = paper();
        NetworkInput input = module().paperInput(parameters());
        assertThat(network.input().shape()).isEqualTo(input.shape());
        assertThat(network.classes()).isEqualTo(input.classes());
        assertThat(network.nodes().get(network.nodes().size() - 1).layer()).isInstanceOf(Layer.Head.class);
    }

    @Test
    void onlyTheHeadStageDependsOnTheNumberOfClasses() {
        NetworkInput input = module().paperInput(parameters());
        var other = new NetworkInput(input.shape(), input.classes() + 3, input.mean(), input.deviation());
        assertThat(body(module().describe(parameters(), other))).isEqualTo(body(paper()));
    }

    @Test
    void everyPresetIsANet() {
        for (Map.Entry<String, P> preset : module().presets().entrySet()) {
            assertThat(preset.getKey()).matches("[a-z0-9][a-z0-9.-]{0,63}");
            Network network = module().describe(preset.getValue(), module().paperInput(preset.getValue()));
            assertThat(network.parameters()).isPositive();
        }
    }

    @Test
    void itKnowsEveryLayerOfANetThatALibraryPublishes() {
        module().published(parameters()).values().forEach(this::checkNames);
        module().presets().values().forEach(p -> module().published(p).values().forEach(this::checkNames));
    }

    @Test
    void noParameterIsPassedOver() {
        var records = ParameterRecord.of(module().parameters());
        List<P> bases = Stream.concat(Stream.of(parameters()), module().presets().values().stream())
                .toList();
        for (ParameterField field : records.fields()) {
            assertThat(bases.stream()
                            .anyMatch(base -> OtherValues.of(field, records.write(base)).stream()
                                    .map(records::bind)
                                    .anyMatch(other -> differs(base, other))))
                    .as(field.name())
                    .isTrue();
        }
    }

    /** Another net, or a refusal: what is passed over is never refused. */
    private boolean differs(P base, P other) {
        try {
            return !paper(other).hash().equals(paper(base).hash());
        } catch (PlatformException refused) {
            return true;
        }
    }

    private void checkNames(PublishedNet<P> published) {
        Network network = module().describe(published.parameters(), published.input());
        assertThat(published.names().values())
                .containsExactlyInAnyOrderElementsOf(network.tensors().stream()
                        .map(TensorDeclaration::node)
                        .distinct()
                        .toList());
    }

    private Network paper() {
        return paper(parameters());
    }

    private Network paper(P parameters) {
        return module().describe(parameters, module().paperInput(parameters));
    }

    private static Object body(Network network) {
        return network.tensors().stream()
                .filter(t -> network.nodes().stream()
                        .anyMatch(n -> n.name().equals(t.node()) && !n.stage().equals(Network.HEAD_STAGE)))
                .toList();
    }
}

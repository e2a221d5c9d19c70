package dev.stride.training.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.Optimizer;
import dev.stride.model.PlatformException;
import dev.stride.model.RandomStream;
import dev.stride.model.TrainingSettings;
import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.network.TensorShape;
import dev.stride.spi.NetworkInput;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptedLayersTest {

    private static final ImageShape IMAGES = new ImageShape(1, 4, 4);
    private static final String DROPS = "torch.dropout(x, p=0.5, train=training)";

    @Test
    void aBodySeesAllInputsAndParametersByTheirNames() {
        var scripted = new Layer.Scripted(
                List.of(new Layer.Declared("one", List.of(1), 1), new Layer.Declared("zero", List.of(1, 1), 0)),
                new TensorShape.Maps(4, 4, 4),
                0,
                "torch.add(torch.mul(torch.cat(inputs, 1), p[0]), torch.mul(torch.sum(x), torch.sum(p[1])))");
        Network own = ends(branches().put("both", scripted, List.of("a", "b")));
        Network builtIn = ends(branches().concat("both", "a", "b"));
        assertThat(logits(own, Set.of())).isEqualTo(logits(builtIn, Set.of()));
    }

    @Test
    void aBodyThatDrawsRepeatsUnderASeedAndDrawsInTrainingAlone() {
        Network network = ends(chain().put("drop", layer(DROPS)));
        assertThat(loss(network, Set.of(), 1)).isEqualTo(loss(network, Set.of(), 1));
        assertThat(loss(network, Set.of(), 1)).isNotEqualTo(loss(network, Set.of(), 2));
        assertThat(logits(network, Set.of())).isEqualTo(logits(ends(chain()), Set.of()));
    }

    @Test
    void aFrozenLayerIsNotInTraining() {
        Network network = ends(chain().put("drop", layer(DROPS)));
        assertThat(loss(network, Set.of("drop"), 1)).isEqualTo(loss(network, Set.of("drop"), 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "torch.foo(x)            | does not compile: Unknown builtin op: aten::foo",
                "torch.relu(x            | does not compile: expected )",
                "y                       | does not compile: undefined value y",
                "1                       | does not compile: expected an expression of type Tensor but found int",
                "torch.add(x, p[7])      | fails: list index out of range",
                "torch.reshape(x, [3])   | fails: shape '[3]' is invalid for input of size 64",
                "torch.flatten(x, 1)     | fails: it gives [2, 32] for 2 images, where it declares 2x4x4 for each",
                "torch.slice(x, 0, 0, 1) | fails: it gives [1, 2, 4, 4] for 2 images, where it declares 2x4x4 for each"
            })
    void aBodyThatDoesNotHoldWhatItDeclaresIsRefusedWithItsLayer(String body, String reason) {
        Network network = ends(chain().put("fine", layer("torch.relu(x)")).put("odd", layer(body)));
        assertThatThrownBy(() -> compile(network, Set.of()))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN_FAILED))
                .hasMessageStartingWith("the scripted layer 'odd' " + reason)
                .hasMessageNotContaining("\n");
    }

    private static Layer.Scripted layer(String body) {
        return new Layer.Scripted(List.of(), new TensorShape.Maps(2, 4, 4), 0, body);
    }

    private static NetworkBuilder chain() {
        var input = new NetworkInput(IMAGES, 3, List.of(0.5), List.of(0.3));
        return NetworkBuilder.of("own", Initialiser.HE, input.layer())
                .stage("body")
                .conv("a", 2, 3, 1, 1);
    }

    private static NetworkBuilder branches() {
        return chain().from("input").conv("b", 2, 3, 1, 1);
    }

    private static Network ends(NetworkBuilder net) {
        return net.globalAveragePool("pool").classify("fc", 3);
    }

    private static Program compile(Network network, Set<String> frozen) {
        return Program.compile(
                network,
                Learning.without(frozen),
                new Optimizer.Sgd(0.1, 0, false, 0),
                new TrainingSettings(1, 4, 0, 0));
    }

    private static float[] logits(Network network, Set<String> frozen) {
        try (Program program = compile(network, frozen);
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(3)))) {
            return program.logits(tensors, RandomBatch.of(IMAGES, 4, 3));
        }
    }

    private static float loss(Network network, Set<String> frozen, long seed) {
        try (Program program = compile(network, frozen);
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(3)))) {
            return program.fit(tensors, RandomBatch.of(IMAGES, 4, 3), 0.1, seed).loss();
        }
    }
}

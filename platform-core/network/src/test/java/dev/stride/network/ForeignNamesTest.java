package dev.stride.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ForeignNamesTest {

    private static final Map<String, String> NAMES =
            Map.of("f.0", "conv", "f.1", "bn", "side.fc", "aux", "classifier", "fc");

    private static Network net(int classes) {
        var input = new Layer.Input(
                new ImageShape(1, 4, 4), Layer.ChannelOrder.GREY, 1, List.of(0.0), Collections.nCopies(1, 1.0));
        NetworkBuilder net = NetworkBuilder.of("net", Initialiser.HE, input)
                .stage("body")
                .convWithoutBias("conv", 2, 3, 1, 1)
                .batchNorm("bn")
                .globalAveragePool("pool");
        net.stage("side").dense("aux", 3).put("aux.logits", new Layer.Head(3, 0.3, true));
        return net.from("pool").classify("fc", classes);
    }

    private static TreeMap<String, List<Integer>> file() {
        return new TreeMap<>(Map.of(
                "f.0.weight", List.of(2, 1, 3, 3),
                "f.1.weight", List.of(2),
                "f.1.bias", List.of(2),
                "f.1.running_mean", List.of(2),
                "f.1.running_var", List.of(2),
                "f.1.num_batches_tracked", List.of(),
                "side.fc.weight", List.of(3, 2),
                "side.fc.bias", List.of(3),
                "classifier.weight", List.of(5, 2),
                "classifier.bias", List.of(5)));
    }

    private static ForeignNames library() {
        return ForeignNames.ofLibrary(net(5), NAMES);
    }

    @Test
    void everyTensorIsFoundUnderItsForeignName() {
        ForeignNames.Origins origins = library().origins(file());
        assertThat(origins.network()).isEqualTo(net(5));
        assertThat(origins.tensors())
                .extracting(o -> o.tensor().name() + " = " + o.origin())
                .containsExactly(
                        "conv.weight = f.0.weight",
                        "bn.weight = f.1.weight",
                        "bn.bias = f.1.bias",
                        "bn.running_mean = f.1.running_mean",
                        "bn.running_var = f.1.running_var",
                        "aux.weight = side.fc.weight",
                        "aux.bias = side.fc.bias",
                        "fc.weight = classifier.weight",
                        "fc.bias = classifier.bias");
        assertThat(origins.tensors()).allMatch(o -> o.subtracted().isEmpty());
    }

    @Test
    void aBiasThatABatchNormTakesAwayIsSubtractedFromItsMean() {
        var file = file();
        file.put("f.0.bias", List.of(2));
        assertThat(library().origins(file).tensors())
                .filteredOn(o -> o.subtracted().isPresent())
                .extracting(o -> o.tensor().name(), ForeignNames.Origin::subtracted)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("bn.running_mean", Optional.of("f.0.bias")));
    }

    @Test
    void theFileTellsItsClassesAndWhetherItHasHeads() {
        var file = file();
        assertThat(library().classes(file)).hasValue(5);
        file.keySet().removeIf(name -> name.startsWith("side"));
        assertThat(library().origins(file).network()).isEqualTo(net(5).exported());
        file.keySet().removeIf(name -> name.startsWith("classifier"));
        assertThat(library().classes(file)).isEmpty();
        assertThat(library().match(file)).isTrue();
        assertThat(library().origins(file).tensors()).hasSize(5);
        file.remove("f.1.bias");
        assertThat(library().match(file)).isFalse();
    }

    @Test
    void whatDoesNotFitIsListed() {
        var file = file();
        file.put("f.0.weight", List.of(2, 1, 5, 5));
        file.remove("f.1.running_var");
        file.remove("classifier.bias");
        file.put("f.2.weight", List.of(2));
        assertThatThrownBy(() -> library().origins(file))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MISFIT))
                .hasMessageContaining("'f.0.weight' for conv.weight is [2, 1, 5, 5], not [2, 1, 3, 3]")
                .hasMessageContaining("'f.1.running_var' for bn.running_var is missing, not [2]")
                .hasMessageContaining("'classifier.bias' for fc.bias is missing, not [5]")
                .hasMessageContaining("'f.2.weight' is left over");
    }

    @Test
    void namesThatSomebodyGaveMayLeaveOutLayersButNotPartsOfOne() {
        var file = new TreeMap<>(
                Map.of("c_w", List.of(2, 1, 3, 3), "last.weight", List.of(5, 2), "last.bias", List.of(5)));
        var given = ForeignNames.given(net(5), Map.of("c_w", "conv.weight", "last", "fc"));
        file.put("other.weight", List.of(9));
        assertThat(given.origins(file).tensors())
                .extracting(ForeignNames.Origin::origin)
                .containsExactly("c_w", "last.weight", "last.bias");
        file.put("last.scale", List.of(5));
        assertThatThrownBy(() -> given.origins(file)).hasMessageContaining("'last.scale' is left over");
    }

    @Test
    void namesOfNoLayerAndTwoNamesOfOneAreRefused() {
        assertThatThrownBy(() -> ForeignNames.given(net(5), Map.of("a", "cov")))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("'a' is named 'cov', which is no layer of net; did you mean 'conv'?");
        assertThatThrownBy(() -> ForeignNames.given(net(5), Map.of("a", "conv", "b", "conv")))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("both 'a' and 'b' are named 'conv'");
    }
}

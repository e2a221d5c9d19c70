package dev.stride.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ImageShape;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LayerDifferenceTest {

    private static final Set<String> BODY = Set.of("input", "conv", "act", "pool");

    @Test
    void equalBodiesDoNotDifferWhateverTheirHeadsAndNormalisation() {
        assertThat(differences(net(0.5, 3, n -> n), net(0.1, 7, n -> n))).isEmpty();
    }

    @Test
    void settingsWithoutATensorOfTheirOwnAreSeen() {
        assertThat(differences(
                        net(0, 2, n -> n),
                        builder(0)
                                .conv("conv", 4, 3, 1, 1)
                                .activation("act", Layer.Function.TANH)
                                .globalAveragePool("pool")
                                .classify("fc", 2)))
                .containsExactly("act is function RELU, not function TANH");
        assertThat(differences(
                        net(0, 2, n -> n),
                        builder(0)
                                .conv("conv", 4, 3, 1, 0)
                                .relu("act")
                                .globalAveragePool("pool")
                                .classify("fc", 2)))
                .containsExactly("conv is padHeight 1, padWidth 1, not padHeight 0, padWidth 0");
    }

    @Test
    void aPoolOfAnotherKindIsSeen() {
        Network max = builder(0).maxPool("pool", 2, 2).flatten("flatten").classify("fc", 2);
        Network average =
                builder(0).averagePool("pool", 2, 2).flatten("flatten").classify("fc", 2);
        assertThat(differences(max, average)).containsExactly("pool is kind MAX, not kind AVERAGE");
    }

    @Test
    void aShortcutThatHasNoTensorIsSeen() {
        Network plain = net(0, 2, n -> n);
        Network residual = net(0, 2, n -> n.add("sum", "conv"));
        assertThat(differences(plain, residual)).containsExactly("pool is inputs [act], not inputs [sum]");
        assertThat(LayerDifference.between(plain, residual, Set.of("sum")))
                .extracting(LayerDifference::toString)
                .containsExactly("sum is missing, not add");
    }

    @Test
    void whatMattersInTrainingAloneIsNoDifference() {
        Network source = regularised(0.5, new Layer.BatchNorm(0.1, 1e-5, 1));
        Set<String> body = Set.of("input", "conv", "norm", "drop", "pool");
        assertThat(LayerDifference.between(source, regularised(0.2, new Layer.BatchNorm(0.01, 1e-5, 0)), body))
                .isEmpty();
        assertThat(LayerDifference.between(source, regularised(0.5, new Layer.BatchNorm(0.1, 1e-3, 1)), body))
                .extracting(LayerDifference::toString)
                .containsExactly("norm is epsilon 1.0E-5, not epsilon 0.001");
    }

    private static Network regularised(double dropout, Layer.BatchNorm norm) {
        return builder(0)
                .conv("conv", 4, 3, 1, 1)
                .put("norm", norm)
                .dropout("drop", dropout)
                .globalAveragePool("pool")
                .classify("fc", 2);
    }

    @Test
    void aLayerOfAnotherKindIsToldInWords() {
        Network other = builder(0)
                .conv("conv", 4, 3, 1, 1)
                .relu("act")
                .averagePool("pool", 2, 2)
                .flatten("flatten")
                .classify("fc", 2);
        assertThat(differences(net(0, 2, n -> n), other))
                .containsExactly("pool is global average pool, not average pool 2x2 /2");
    }

    @Test
    void howChannelsAreOrderedCanBeTakenOverAndHowManyThereAreCannot() {
        assertThat(differences(colours(3, Layer.ChannelOrder.BGR), colours(3, Layer.ChannelOrder.RGB)))
                .isEmpty();
        assertThat(differences(net(0, 2, n -> n), colours(3, Layer.ChannelOrder.RGB)))
                .containsExactly("input is channels 1, not channels 3");
    }

    private static Network colours(int channels, Layer.ChannelOrder order) {
        var ones = Collections.nCopies(channels, 1.0);
        return net(0, 2, n -> n).withInput(new Layer.Input(new ImageShape(channels, 8, 8), order, 1, ones, ones));
    }

    private static List<String> differences(Network source, Network target) {
        return LayerDifference.between(source, target, BODY).stream()
                .map(LayerDifference::toString)
                .toList();
    }

    private static Network net(double mean, int classes, UnaryOperator<NetworkBuilder> more) {
        return more.apply(builder(mean).conv("conv", 4, 3, 1, 1).relu("act"))
                .globalAveragePool("pool")
                .classify("fc", classes);
    }

    private static NetworkBuilder builder(double mean) {
        return NetworkBuilder.of(
                "net",
                Initialiser.HE,
                new Layer.Input(
                        new ImageShape(1, 8, 8), Layer.ChannelOrder.GREY, 1.0 / 255, List.of(mean), List.of(1.0)));
    }
}

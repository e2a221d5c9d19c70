package dev.stride.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShapesTest {

    /** Puts windows down one by one, as the definition has it. */
    @Property
    void windowsAreThoseThatCanBePutDown(
            @ForAll @IntRange(min = 1, max = 60) int length,
            @ForAll @IntRange(min = 1, max = 11) int window,
            @ForAll @IntRange(min = 1, max = 6) int stride,
            @ForAll @IntRange(min = 0, max = 5) int pad) {
        int whole = 0;
        int begun = 0;
        for (int start = -pad; start + window <= length + pad; start += stride) {
            whole++;
        }
        // With ceiling one more window may reach over the end, as long as it begins inside image or leading padding.
        int next = -pad + whole * stride;
        boolean reachesOver = whole > 0 && next < length && next - stride + window < length + pad;
        begun = whole + (reachesOver ? 1 : 0);
        assertThat(Shapes.windows(length, window, stride, pad, Layer.Rounding.FLOOR))
                .isEqualTo(whole);
        if (length + 2 * pad >= window && 2 * pad <= window) {
            assertThat(Shapes.windows(length, window, stride, pad, Layer.Rounding.CEIL))
                    .isEqualTo(begun);
        }
    }

    @Property
    void aSameConvolutionKeepsItsMap(
            @ForAll @IntRange(min = 1, max = 64) int side, @ForAll @IntRange(min = 0, max = 5) int half) {
        assertThat(builder(3, side, side).conv("conv", 8, 2 * half + 1, 1, half).shape())
                .isEqualTo(new TensorShape.Maps(8, side, side));
    }

    @Property
    void subsamplingTakesEveryStridethPixelFromTheFirst(
            @ForAll @IntRange(min = 1, max = 64) int side, @ForAll @IntRange(min = 1, max = 4) int stride) {
        int count = 0;
        for (int i = 0; i < side; i += stride) {
            count++;
        }
        assertThat(builder(1, side, side)
                        .put("subsample", new Layer.Subsample(stride))
                        .shape())
                .isEqualTo(new TensorShape.Maps(1, count, count));
    }

    @Test
    void branchesAreJoinedByTheirChannels() {
        NetworkBuilder inception = builder(192, 28, 28);
        inception.conv("a", 64, 1, 1, 0).from("input").conv("b", 128, 3, 1, 1);
        inception.from("input").conv("c", 32, 5, 1, 2).from("input").conv("d", 32, 1, 1, 0);
        assertThat(inception.concat("joined", "a", "b", "c", "d").shape()).hasToString("256x28x28");
    }

    @Test
    void whatDoesNotFitNamesLayerAndShape() {
        assertThatThrownBy(() -> builder(1, 4, 4).conv("conv5", 8, 5, 1, 0))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("layer 'conv5'")
                .hasMessageContaining("1x4x4")
                .hasMessageContaining("5x5 kernel");
        assertThatThrownBy(() -> builder(1, 4, 4).dense("fc", 3)).hasMessageContaining("flatten the map first");
        assertThatThrownBy(() -> builder(1, 4, 4).conv("a", 8, 1, 1, 0).add("sum", "input"))
                .hasMessageContaining("8x4x4")
                .hasMessageContaining("1x4x4");
        assertThatThrownBy(() -> builder(1, 4, 4).conv("a", 8, 1, 2, 0).concat("joined", "a", "input"))
                .hasMessageContaining("8x2x2")
                .hasMessageContaining("1x4x4");
        assertThatThrownBy(() -> builder(3, 4, 4).put("grouped", new Layer.Conv2d(4, 1, 1, 1, 0, 0, 2, true)))
                .hasMessageContaining("2 groups");
    }

    @Test
    void namesAreUsedOnceAndOnlyAfterTheyAreGiven() {
        assertThatThrownBy(() -> builder(1, 4, 4).relu("a").relu("a")).hasMessageContaining("a second layer 'a'");
        assertThatThrownBy(() -> builder(1, 4, 4).from("later")).hasMessageContaining("no layer 'later'");
    }

    @Test
    void aLayersOutputAndTensorsStayWithinWhatAnArrayHolds() {
        assertThatThrownBy(() -> builder(1, 99_999, 99_999))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("layer 'input'")
                .hasMessageContaining("1x99999x99999");
        assertThatThrownBy(() -> builder(1, 30_000, 10_000).flatten("flatten").dense("fc", 1_000_000))
                .hasMessageContaining("layer 'fc'")
                .hasMessageContaining("fc.weight");
        assertThatThrownBy(() -> builder(1, 8, 8).put("pad", new Layer.PadChannels(Integer.MAX_VALUE, 1)))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("layer 'pad'");
    }

    @Test
    void aNetPutTogetherByHandBeginsWithItsInputAndEndsInItsHead() {
        Network net = builder(1, 2, 2).flatten("flatten").classify("fc", 2);
        List<Node> nodes = net.nodes();
        assertThat(net.shapes()).hasSize(4);
        assertRefused(List.of(), "0 inputs");
        assertRefused(nodes.subList(1, 4), "0 inputs");
        assertRefused(nodes.subList(0, 3), "main head");
        var twice = new java.util.ArrayList<>(nodes);
        twice.add(1, new Node("input2", "input", nodes.get(0).layer(), List.of()));
        assertRefused(twice, "2 inputs");
    }

    @Test
    void tensorsHaveNamesOfTheirOwn() {
        var declared = new Layer.Declared("b.weight", List.of(2), 1);
        var scripted = new Layer.Scripted(List.of(declared), new TensorShape.Maps(1, 2, 2), 0, "x");
        Network net = builder(1, 2, 2)
                .put("a", scripted)
                .conv("a.b", 1, 1, 1, 0)
                .flatten("flatten")
                .classify("fc", 2);
        assertThatThrownBy(net::shapes).hasMessageContaining("'a.b.weight' is taken");
    }

    private static void assertRefused(List<Node> nodes, String why) {
        assertThatThrownBy(() -> new Network("net", Initialiser.HE, nodes).shapes())
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining(why);
    }

    static NetworkBuilder builder(int channels, int height, int width) {
        var shape = new ImageShape(channels, height, width);
        List<Double> none = java.util.Collections.nCopies(channels, 0.0);
        List<Double> one = java.util.Collections.nCopies(channels, 1.0);
        return NetworkBuilder.of(
                "net", Initialiser.HE, new Layer.Input(shape, Layer.ChannelOrder.RGB, 1.0 / 255, none, one));
    }
}

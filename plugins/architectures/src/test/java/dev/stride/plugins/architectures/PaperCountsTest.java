package dev.stride.plugins.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ImageShape;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlatformException;
import dev.stride.network.Network;
import dev.stride.network.NetworkTable;
import dev.stride.spi.Misfit;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.ParameterRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each net's numbers as its paper has them, or as they follow from it. */
class PaperCountsTest {

    @ParameterizedTest
    @CsvSource({
        "lenet-5, 61706",
        "alexnet, 62378344",
        "alexnet-groups, 60965224",
        "alexnet-torchvision, 61100840",
        "vgg-11, 132863336",
        "vgg-13, 133047848",
        "vgg-16, 138357544",
        "vgg-16-bn, 138361768",
        "vgg-19, 143667240",
        "resnet-18, 11689512",
        "resnet-34, 21797672",
        "resnet-50, 25557032",
        "resnet-50-torchvision, 25557032",
        "resnet-101, 44549160",
        "resnet-152, 60192808",
        "resnet-20, 269722",
        "resnet-32, 464154",
        "resnet-44, 658586",
        "resnet-56, 853018",
        "resnet-110, 1727962",
        "plain-20, 269722",
        "plain-32, 464154",
        "plain-44, 658586",
        "plain-56, 853018",
        "plain-110, 1727962",
        "nin, 966986",
        "squeezenet-1.0, 1248424",
        "squeezenet-1.1, 1235496",
        "googlenet, 6998552",
        "googlenet-torchvision, 6624904"
    })
    void exportedNetsHaveThePapersParameters(String name, long parameters) {
        assertThat(Nets.paper(name).exported().parameters()).isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource({"googlenet, 13378280", "googlenet-torchvision, 13004888"})
    void auxiliaryHeadsTrainToo(String name, long parameters) {
        assertThat(Nets.paper(name).parameters()).isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource({
        "lenet-5, 416520",
        "alexnet, 1135256096",
        "alexnet-groups, 724406816",
        "vgg-16, 15470264320",
        "resnet-20, 40551040",
        "googlenet, 1582671872",
        "resnet-50, 3857973248",
        "resnet-50-torchvision, 4089184256"
    })
    void exportedNetsMultiplyAsOften(String name, long multiplies) {
        assertThat(NetworkTable.of(Nets.paper(name)).exported().multiplies()).isEqualTo(multiplies);
    }

    @ParameterizedTest
    @CsvSource({"18, 173824", "34, 173824"})
    void plainNetsLackTheProjectionsOfTheirTwins(int depth, long projections) {
        assertThat(Nets.paper("resnet-" + depth).parameters()
                        - Nets.paper("plain-" + depth).parameters())
                .isEqualTo(projections);
    }

    @ParameterizedTest
    @CsvSource({
        "lenet-5, 6x28x28 6x14x14 16x10x10 16x5x5 400 120 84 10",
        "alexnet, 96x55x55 96x27x27 256x27x27 256x13x13 384x13x13 256x13x13 256x6x6 9216 4096 1000",
        "vgg-16, 64x224x224 64x112x112 128x112x112 128x56x56 256x56x56 256x28x28 512x28x28 512x14x14 512x7x7 25088 4096 1000",
        "resnet-50, 64x112x112 64x56x56 256x56x56 512x28x28 1024x14x14 2048x7x7 2048 1000",
        "resnet-20, 16x32x32 32x16x16 64x8x8 64 10",
        "nin, 192x32x32 160x32x32 96x32x32 96x16x16 192x16x16 192x8x8 10x8x8 10",
        "squeezenet-1.0, 96x109x109 96x54x54 128x54x54 256x54x54 256x27x27 384x27x27 512x27x27 512x13x13 1000x13x13 1000",
        "googlenet, 64x112x112 64x56x56 192x56x56 192x28x28 256x28x28 480x28x28 480x14x14 512x14x14 832x14x14 832x7x7 1024x7x7 1024 1000"
    })
    void mapsShrinkAsInThePaper(String name, String chain) {
        assertThat(Nets.paper(name).exported().shapes().values())
                .extracting(Object::toString)
                .containsSubsequence(chain.split(" "));
    }

    @Test
    void lenetHasThePapersShapesLayerByLayer() {
        assertThat(Nets.paper("lenet-5").shapes().values())
                .extracting(Object::toString)
                .containsExactly(
                        "1x32x32",
                        "6x28x28",
                        "6x28x28",
                        "6x14x14",
                        "16x10x10",
                        "16x10x10",
                        "16x5x5",
                        "400",
                        "120",
                        "120",
                        "84",
                        "84",
                        "10",
                        "10");
    }

    @Test
    void inception3aJoinsItsBranches() {
        var shapes = Nets.paper("googlenet").shapes();
        assertThat(shapes.get("inception3a.branch1")).hasToString("64x28x28");
        assertThat(shapes.get("inception3a.branch2")).hasToString("128x28x28");
        assertThat(shapes.get("inception3a.branch3")).hasToString("32x28x28");
        assertThat(shapes.get("inception3a.branch4")).hasToString("32x28x28");
        assertThat(shapes.get("inception3a")).hasToString("256x28x28");
        assertThat(shapes.get("aux1.pool")).hasToString("512x4x4");
    }

    @Test
    void lenetKeepsItsParametersOnTheDigitsOwnSize() {
        var digits = NetworkInput.unnormalised(new ImageShape(1, 28, 28), 10);
        Network network = Nets.on(digits, "lenet-5", Map.of());
        assertThat(network.parameters()).isEqualTo(61_706);
        assertThat(network.shapes().get("pool1")).hasToString("6x14x14");
    }

    @ParameterizedTest
    @CsvSource({
        "lenet-5, 5",
        "alexnet, 8",
        "vgg-11, 11",
        "vgg-19, 19",
        "plain-56, 56",
        "resnet-56, 56",
        "resnet-110, 110",
        "resnet-18, 18",
        "resnet-50, 50",
        "resnet-152, 152",
        "nin, 9",
        "googlenet, 22"
    })
    void netsAreAsDeepAsTheirPaperSays(String name, int depth) {
        assertThat(Nets.paper(name).depth()).isEqualTo(depth);
    }

    /** A normalisation has two numbers a filter, and the convolution before it no bias. */
    @ParameterizedTest
    @CsvSource({"11, 2752", "13, 2944", "16, 4224", "19, 5504"})
    void batchNormalisationAddsANumberForEachFilterOfAVggNet(int depth, int filters) {
        long plain = Nets.paper("vgg-" + depth).parameters();
        assertThat(Nets.paper("vgg-" + depth + "-bn").parameters()).isEqualTo(plain + filters);
    }

    /** Szegedy et al. 2015: a 'same' 5x5 convolution to 32 channels on 28x28x192 maps. */
    @Test
    void aBottleneckCostsATenthOfTheConvolutionThatItReplaces() {
        assertThat(multiplies("bottleneck-none")).containsEntry("conv", 120_422_400L);
        assertThat(multiplies("bottleneck-16"))
                .containsEntry("reduce", 2_408_448L)
                .containsEntry("conv", 10_035_200L);
        assertThat(Nets.paper("bottleneck", Map.of("channels", ParameterValue.of(32)))
                        .shapes()
                        .get("reduce"))
                .hasToString("32x28x28");
    }

    /** Szegedy et al. 2015, figure 2: the second module has 256 channels before its convolutions. */
    @Test
    void aModuleWithoutReductionsKeepsItsWidthsAndCostsAMultiple() {
        Map<String, ParameterValue> wide = Map.of("width", ParameterValue.of(1.0));
        var naive = new HashMap<>(wide);
        naive.put("reductions", ParameterValue.of(false));
        Network with = Nets.on(Nets.SMALL_COLOUR, "inception-module", wide);
        Network without = Nets.on(Nets.SMALL_COLOUR, "inception-module", naive);
        assertThat(without.shapes().get("inception3b")).isEqualTo(with.shapes().get("inception3b"));
        assertThat(without.nodes()).noneMatch(node -> node.name().endsWith(".reduce"));
        long places = 16 * 16;
        long others = places * 256 * (128 + 64);
        assertThat(multiplies(with))
                .containsEntry("inception3b", others + places * (256 * 128 + 9 * 128 * 192 + 256 * 32 + 25 * 32 * 96));
        assertThat(multiplies(without)).containsEntry("inception3b", others + places * (9 * 256 * 192 + 25 * 256 * 96));
    }

    private static Map<String, Long> multiplies(String name) {
        return multiplies(Nets.paper(name));
    }

    private static Map<String, Long> multiplies(Network network) {
        return NetworkTable.of(network).stages().stream()
                .collect(Collectors.toMap(
                        NetworkTable.Stage::name, stage -> stage.totals().multiplies()));
    }

    @Test
    void residualNetsTakeGreyDigits() {
        var digits = NetworkInput.unnormalised(new ImageShape(1, 28, 28), 10);
        assertThat(Nets.on(digits, "resnet-20", Map.of()).shapes().get("stage3.block3.act2"))
                .hasToString("64x7x7");
    }

    @Test
    void aPresetIsTheFamilyWithItsDepth() {
        assertThat(Nets.paper("resnet-56")).isEqualTo(Nets.paper("resnet", Map.of("depth", ParameterValue.of(56))));
    }

    @ParameterizedTest
    @CsvSource({"resnet, cifar, 21", "resnet, imagenet, 20", "plain, imagenet, 50", "vgg, , 12"})
    void depthsThatThePaperDoesNotHaveAreRefused(String name, String layout, int depth) {
        Map<String, ParameterValue> given = layout == null
                ? Map.of("depth", ParameterValue.of(depth))
                : Map.of("depth", ParameterValue.of(depth), "layout", ParameterValue.of(layout));
        assertThatThrownBy(() -> Nets.paper(name, given))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining(Integer.toString(depth));
    }

    @ParameterizedTest
    @CsvSource({
        "lenet-5, 8, conv2, 6x4x4",
        "alexnet, 32, pool2, 256x2x2",
        "vgg-16, 16, pool5, 512x1x1",
        "squeezenet-1.0, 16, pool4, 256x2x2",
        "googlenet, 32, pool5, 832x2x2"
    })
    void imagesThatAreTooSmallAreRefusedWithLayerAndShape(String name, int side, String layer, String shape) {
        var tiny = NetworkInput.unnormalised(new ImageShape(3, side, side), 10);
        assertThatThrownBy(() -> Nets.on(tiny, name, Map.of()))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("'" + layer + "'")
                .hasMessageContaining(shape);
    }

    @ParameterizedTest
    @CsvSource({"vgg-16, 32", "nin, 28", "resnet-18, 32", "inception-module, 28", "alexnet, 67", "squeezenet-1.0, 32"})
    void netsTakeSmallerImagesWhereTheirArithmeticAllows(String name, int side) {
        var small = NetworkInput.unnormalised(new ImageShape(1, side, side), 7);
        Network network = Nets.on(small, name, Map.of("width", ParameterValue.of(0.25)));
        assertThat(network.classes()).isEqualTo(7);
        assertThat(network.parameters()).isPositive();
    }

    @Test
    void googlenetTakesSmallImagesByItsSmallStem() {
        Network network = Nets.on(Nets.SMALL_COLOUR, "googlenet", Map.of("stem", ParameterValue.of("small")));
        assertThat(network.shapes().get("inception3a")).hasToString("256x16x16");
        assertThat(network.shapes().get("inception5b")).hasToString("1024x4x4");
    }

    @Test
    void imagesTooSmallForGooglenetsOwnStemAreReferredToTheOther() {
        assertThatThrownBy(() -> Nets.on(Nets.SMALL_COLOUR, "googlenet", Map.of()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("'pool5'")
                .hasMessageContaining("take 'stem: small'");
    }

    @Test
    void lastGammaOfEachResidualBlockMayStartFromZero() {
        Network network = Nets.paper("resnet-50", Map.of("zero-gamma", ParameterValue.of(true)));
        long zero = network.nodes().stream()
                .filter(n -> n.layer() instanceof dev.stride.network.Layer.BatchNorm norm && norm.initialGamma() == 0)
                .count();
        assertThat(zero).isEqualTo(3 + 4 + 6 + 3);
    }

    @Test
    void parametersComeFromTheFile() {
        var given = ParameterValue.Fields.of(
                Map.of("activation", ParameterValue.of("relu"), "pooling", ParameterValue.of("max")));
        var parameters = ParameterRecord.of(LeNet5.Parameters.class).bind(given);
        assertThat(parameters).isEqualTo(new LeNet5.Parameters(Nonlinearity.RELU, Pooling.MAX, Initialisation.AUTO, 1));
    }
}

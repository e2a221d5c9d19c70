package dev.stride.plugins.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ImageShape;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlatformException;
import dev.stride.network.Network;
import dev.stride.network.NetworkTable;
import dev.stride.spi.Architecture;
import dev.stride.spi.Misfit;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.ParameterRecord;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaperCountsTest {

    private static final NetworkInput SMALL_COLOUR = NetworkInput.unnormalised(new ImageShape(3, 32, 32), 10);

    @Test
    void lenetHasThePapersNumbers() {
        NetworkTable table = NetworkTable.of(paper(new LeNet5()));
        assertThat(table.totals().parameters()).isEqualTo(61_706);
        assertThat(table.totals().multiplies()).isEqualTo(416_520);
    }

    @Test
    void lenetHasThePapersShapes() {
        assertThat(paper(new LeNet5()).shapes().values())
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
    void lenetKeepsItsParametersOnTheDigitsOwnSize() {
        Network network = defaults(new LeNet5(), NetworkInput.unnormalised(new ImageShape(1, 28, 28), 10));
        assertThat(network.parameters()).isEqualTo(61_706);
        assertThat(network.shapes().get("pool1")).hasToString("6x14x14");
    }

    @ParameterizedTest
    @CsvSource({"20, 269722", "32, 464154", "44, 658586", "56, 853018", "110, 1727962"})
    void residualAndPlainNetsHaveThePapersParameters(int depth, long parameters) {
        assertThat(resnet(depth).parameters()).isEqualTo(parameters);
        assertThat(new CifarLayout("plain", false)
                        .describe(depth, 1, SMALL_COLOUR)
                        .parameters())
                .isEqualTo(parameters);
    }

    @Test
    void resnet20HasThePapersMultiplies() {
        assertThat(NetworkTable.of(resnet(20)).totals().multiplies()).isEqualTo(40_551_040);
    }

    @Test
    void residualNetsHaveAsManyWeightedLayersAsTheirNameSays() {
        long weighted =
                resnet(56).tensors().stream().filter(t -> t.shape().size() > 1).count();
        assertThat(weighted).isEqualTo(56);
    }

    @Test
    void residualNetsTakeGreyDigits() {
        var digits = NetworkInput.unnormalised(new ImageShape(1, 28, 28), 10);
        assertThat(defaults(new ResNet(), digits).shapes().get("stage3.block3.relu2"))
                .hasToString("64x7x7");
    }

    @Test
    void aPresetIsTheFamilyWithItsDepth() {
        var preset = new ResNet().presets().get("resnet-56");
        assertThat(preset).isNotNull();
        assertThat(new ResNet().describe(preset, SMALL_COLOUR)).isEqualTo(resnet(56));
    }

    @Test
    void depthsBetweenTheStepsAreRefused() {
        assertThatThrownBy(() -> resnet(21)).isInstanceOf(Misfit.class).hasMessageContaining("21");
    }

    @Test
    void imagesThatAreTooSmallAreRefusedWithLayerAndShape() {
        var tiny = NetworkInput.unnormalised(new ImageShape(1, 8, 8), 10);
        assertThatThrownBy(() -> defaults(new LeNet5(), tiny))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("conv2")
                .hasMessageContaining("6x4x4");
    }

    @Test
    void parametersComeFromTheFile() {
        var given = ParameterValue.Fields.of(
                Map.of("activation", ParameterValue.of("relu"), "pooling", ParameterValue.of("max")));
        var parameters = ParameterRecord.of(LeNet5.Parameters.class).bind(given);
        assertThat(parameters).isEqualTo(new LeNet5.Parameters(LeNet5.Nonlinearity.RELU, LeNet5.Pooling.MAX, 1));
    }

    private static Network resnet(int depth) {
        return new CifarLayout("resnet", true).describe(depth, 1, SMALL_COLOUR);
    }

    private static <P extends Record> Network paper(Architecture<P> architecture) {
        P parameters = ParameterRecord.of(architecture.parameters()).bind(ParameterValue.Fields.NONE);
        return architecture.describe(parameters, architecture.paperInput(parameters));
    }

    private static <P extends Record> Network defaults(Architecture<P> architecture, NetworkInput input) {
        return architecture.describe(
                ParameterRecord.of(architecture.parameters()).bind(ParameterValue.Fields.NONE), input);
    }
}

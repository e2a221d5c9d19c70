package dev.stride.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.network.TensorShape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkMetadataTest {

    @Test
    void theNetOfAFileComesBackEqual() {
        Network network = net();
        assertThat(NetworkMetadata.read(Map.of(NetworkMetadata.KEY, NetworkMetadata.write(network))))
                .contains(network);
    }

    @Test
    void aFileFromElsewhereTellsNothing() {
        assertThat(NetworkMetadata.read(Map.of("format", "pt", "network", "resnet")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "null",
                "{}",
                "{\"name\":\"n\",\"initialiser\":\"HE\",\"nodes\":[]}",
                "{\"name\":\"n\",\"initialiser\":\"HE\",\"nodes\":[null]}",
                "{\"name\":\"n\",\"initialiser\":\"HE\",\"nodes\":[{\"name\":\"a\",\"stage\":\"s\",\"layer\":"
                        + "{\"type\":\"activation\"},\"inputs\":[]}]}",
                "{\"name\":\"n\",\"initialiser\":\"HE\",\"nodes\":[{\"name\":\"a\",\"stage\":\"s\",\"layer\":"
                        + "{\"type\":\"flatten\"},\"inputs\":[]}]}"
            })
    void aTextThatDescribesNoNetIsTheFilesFault(String text) {
        assertThatThrownBy(() -> NetworkMetadata.read(Map.of(NetworkMetadata.KEY, text)))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_INVALID))
                .hasMessageContaining(NetworkMetadata.KEY);
    }

    /** One of each layer, scripted ones included. */
    static Network net() {
        var input = new Layer.Input(
                new ImageShape(3, 16, 16),
                Layer.ChannelOrder.RGB,
                1.0 / 255,
                List.of(0.1, 0.2, 0.3),
                List.of(0.5, 0.6, 0.7));
        var declared = new Layer.Declared("slope", List.of(4), 1);
        NetworkBuilder net = NetworkBuilder.of("all", Initialiser.XAVIER, input)
                .conv("conv", 4, 3, 1, 1)
                .batchNorm("norm")
                .put("lrn", new Layer.LocalResponseNorm(5, 1e-4, 0.75, 2))
                .relu("relu")
                .put("scripted", new Layer.Scripted(List.of(declared), new TensorShape.Maps(4, 16, 16), 7, "x"))
                .add("sum", "conv")
                .concat("joined", "sum", "conv")
                .put("subsample", new Layer.Subsample(2))
                .put("pad", new Layer.PadChannels(1, 1))
                .put("pool", new Layer.Pool(Layer.PoolKind.AVERAGE, 3, 2, 1, Layer.Rounding.CEIL))
                .dropout("dropout", 0.5);
        net.globalAveragePool("side.pool").dense("side.fc", 2).put("side", new Layer.Head(2, 0.3, true));
        return net.from("dropout").flatten("flatten").classify("fc", 2);
    }
}

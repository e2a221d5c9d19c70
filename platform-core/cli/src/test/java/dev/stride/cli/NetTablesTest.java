package dev.stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ImageShape;
import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.NetworkInput;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetTablesTest {

    @Test
    void aNetWithAnAuxiliaryHeadShowsBothSums() {
        NetworkBuilder net = begun("side").conv("conv", 4, 3, 1, 1);
        net.globalAveragePool("aux.pool").dense("aux.fc", 2).put("aux", new Layer.Head(2, 0.3, true));
        String text = NetTables.inspected(ended(net.from("conv")), 10);
        assertThat(text)
                .contains("162 parameters, 1,768 multiplies exported")
                .contains("172 parameters, 1,776 multiplies in training, with the auxiliary heads")
                .contains("2 layers with weights one behind the other; training with batches of 10 takes at least");
    }

    @Test
    void aNetWithoutOneShowsOneSum() {
        assertThat(NetTables.inspected(ended(begun("plain").conv("conv", 4, 3, 1, 1)), 1))
                .doesNotContain("exported")
                .contains("162 parameters");
    }

    @Test
    void netsStandBesideEachOtherByStage() {
        String text = compared(
                ended(begun("a").stage("one").conv("conv", 4, 3, 1, 1)),
                ended(begun("b")
                        .stage("one")
                        .conv("conv", 4, 5, 1, 2)
                        .stage("two")
                        .relu("relu")));
        assertThat(text).contains(" one   | 4x4x4 |        112 |      1,728 | 4x4x4 |        304 |      4,800");
        assertThat(text).contains("In a:").contains("conv is ");
        assertThat(text).containsSubsequence("\n input |", "\n one   |", "\n two   |", "\n pool  |", "\n head  |");
    }

    @Test
    void equalNetsAreSaidToBeEqual() {
        assertThat(compared(
                        ended(begun("a").conv("conv", 4, 3, 1, 1)),
                        ended(begun("b").conv("conv", 4, 3, 1, 1))))
                .endsWith("The layers are the same.");
    }

    private static String compared(Network first, Network second) {
        return NetTables.compared(List.of(new NetTables.Named("a", first), new NetTables.Named("b", second)), 1);
    }

    private static NetworkBuilder begun(String name) {
        return NetworkBuilder.of(
                name,
                Initialiser.HE,
                NetworkInput.unnormalised(new ImageShape(3, 4, 4), 10).layer());
    }

    private static Network ended(NetworkBuilder net) {
        return net.stage("pool").globalAveragePool("pool").classify("fc", 10);
    }
}

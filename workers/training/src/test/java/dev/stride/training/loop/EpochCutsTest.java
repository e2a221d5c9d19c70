package dev.stride.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.NetworkInput;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EpochCutsTest {

    @Property(tries = 500)
    void everyImageIsInExactlyOneBatch(
            @ForAll @IntRange(min = 1, max = 300) int images,
            @ForAll @IntRange(min = 1, max = 70) int batch,
            @ForAll boolean joinsSingle) {
        var cuts = new EpochCuts(images, batch, joinsSingle);
        assertThat(cuts.start(0)).isZero();
        for (int step = 0; step < cuts.steps(); step++) {
            assertThat(cuts.end(step) - cuts.start(step)).isBetween(1, cuts.largest());
            assertThat(cuts.end(step)).isEqualTo(step == cuts.steps() - 1 ? images : cuts.start(step + 1));
        }
    }

    @Property(tries = 500)
    void aRestOfASingleImageJoinsTheBatchBeforeIt(
            @ForAll @IntRange(min = 1, max = 20) int full, @ForAll @IntRange(min = 2, max = 70) int batch) {
        var joined = new EpochCuts(full * batch + 1, batch, true);
        assertThat(joined.steps()).isEqualTo(full);
        assertThat(joined.end(full - 1) - joined.start(full - 1)).isEqualTo(batch + 1);
        assertThat(joined.largest()).isEqualTo(batch + 1);
        var apart = new EpochCuts(full * batch + 1, batch, false);
        assertThat(apart.steps()).isEqualTo(full + 1);
        assertThat(apart.largest()).isEqualTo(batch);
    }

    @Test
    void itJoinsWhereANormLearnsAlone() {
        assertThat(EpochCuts.of(9, 4, net(true, 4), Set.of()).steps()).isEqualTo(2);
        assertThat(EpochCuts.of(9, 4, net(true, 4), Set.of("norm")).steps()).isEqualTo(3);
        assertThat(EpochCuts.of(9, 4, net(false, 4), Set.of()).steps()).isEqualTo(3);
    }

    @Test
    void oneNumberAChannelIsRefused() {
        refused(9, 1);
        refused(1, 4);
        assertThat(EpochCuts.of(9, 1, net(true, 1), Set.of("norm")).steps()).isEqualTo(9);
        assertThat(EpochCuts.of(9, 1, net(true, 2), Set.of()).steps()).isEqualTo(9);
        assertThat(EpochCuts.of(9, 2, net(true, 1), Set.of()).steps()).isEqualTo(4);
    }

    private static void refused(int images, int batch) {
        assertThatThrownBy(() -> EpochCuts.of(images, batch, net(true, 1), Set.of()))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MISFIT))
                .hasMessageContaining("batch normalisation 'norm' of net");
    }

    private static Network net(boolean normalised, int size) {
        var input = new NetworkInput(new ImageShape(1, size, size), 3, List.of(0.5), List.of(0.3));
        NetworkBuilder net = NetworkBuilder.of("net", Initialiser.HE, input.layer())
                .stage("body")
                .conv("conv", 2, 3, 1, 1);
        return (normalised ? net.batchNorm("norm") : net)
                .globalAveragePool("pool")
                .classify("fc", 3);
    }
}

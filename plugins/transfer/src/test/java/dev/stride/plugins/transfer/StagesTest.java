package dev.stride.plugins.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ImageShape;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.network.Node;
import dev.stride.spi.Misfit;
import dev.stride.spi.NetworkInput;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StagesTest {

    @Test
    void stagesThatHaveWeightsCountFromTheImagesUp() {
        Stages stages = Stages.of(Nets.residual(3));
        assertThat(stages.names()).containsExactly("stem", "low", "high");
        assertThat(stages.first(0, 0, "frozen")).isEmpty();
        assertThat(stages.first(1, 0, "frozen")).containsExactly("input", "stem.conv", "stem.act");
        assertThat(stages.first(2, 0, "frozen")).hasSize(7).contains("low.norm", "low.act");
    }

    @Test
    void whatHasNoWeightsBelongsToTheStageBefore() {
        Stages stages = Stages.of(Nets.residual(3));
        assertThat(stages.first(3, 0, "frozen"))
                .isEqualTo(stages.nodes())
                .contains("pool", "drop")
                .doesNotContain("fc", "logits");
    }

    @Test
    void theBranchOfASideHeadBelongsToTheStageThatItTakesFrom() {
        Network network = Nets.withSideHead(3);
        Stages stages = Stages.of(network);
        assertThat(stages.names()).containsExactly("stem", "low", "high");
        assertThat(stages.first(1, 0, "frozen")).doesNotContain("side.conv");
        assertThat(stages.first(2, 0, "frozen")).contains("side.conv", "side.pool");
        assertThat(stages.nodes()).hasSize(network.nodes().size() - 4).doesNotContain("side.fc");
    }

    @Test
    void aNetWithoutNamesForItsStagesHasOne() {
        Network network = NetworkBuilder.of(
                        "flat",
                        Initialiser.HE,
                        NetworkInput.unnormalised(new ImageShape(1, 2, 2), 2).layer())
                .flatten("flatten")
                .dense("hidden", 3)
                .classify("fc", 2);
        assertThat(Stages.of(network).names()).containsExactly("input");
        assertThat(Stages.of(network).first(1, 0, "frozen")).containsExactly("input", "flatten", "hidden");
    }

    @Test
    void aNumberOutOfRangeIsRefusedNamingTheStages() {
        Stages stages = Stages.of(Nets.residual(3));
        assertThatThrownBy(() -> stages.first(4, 0, "frozen"))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("the first 4 stages of small cannot be frozen: it has 3, stem, low, high")
                .hasMessageContaining("from 0 to 3");
        assertThatThrownBy(() -> stages.first(0, 1, "kept")).hasMessageContaining("from 1 to 3");
    }

    @Test
    void ratesFallByTheDistanceFromTheHead() {
        Stages stages = Stages.of(Nets.residual(3));
        Map<String, Double> rates = stages.rates(0.5, Set.of());
        assertThat(rates)
                .containsEntry("high.conv", 0.5)
                .containsEntry("low.norm", 0.25)
                .containsEntry("stem.conv", 0.125)
                .doesNotContainKey("fc");
        assertThat(stages.rates(0.5, Set.of("stem.conv"))).doesNotContainKey("stem.conv");
        assertThat(stages.rates(1, Set.of())).isEmpty();
    }

    @Test
    void firstEpochsComeFromTheHeadDown() {
        assertThat(Stages.of(Nets.residual(3)).firstEpochs(2))
                .containsEntry("high.conv", 3)
                .containsEntry("low.conv", 5)
                .containsEntry("stem.conv", 7)
                .doesNotContainKey("fc");
    }

    @Test
    void everyNodeBeforeTheHeadHasAStage() {
        for (Network network : List.of(Nets.residual(3), Nets.withSideHead(3), Nets.forked(3))) {
            assertThat(Stages.of(network).nodes())
                    .containsExactlyElementsOf(network.nodes().stream()
                            .filter(n -> !n.stage().equals(Network.HEAD_STAGE))
                            .map(Node::name)
                            .toList());
        }
    }
}

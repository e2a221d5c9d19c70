package dev.stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.model.ImageShape;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.TransferPlan;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A net of 20, 38 and 6 parameters, of which the first never train, the second later and slower. */
class PlanViewTest {

    private static final Network NET = NetworkBuilder.of(
                    "net",
                    Initialiser.HE,
                    NetworkInput.unnormalised(new ImageShape(1, 4, 4), 2).layer())
            .stage("low")
            .conv("low", 2, 3, 1, 1)
            .stage("high")
            .conv("high", 2, 3, 1, 1)
            .globalAveragePool("pool")
            .classify("fc", 2);
    private static final PlanView VIEW = PlanView.of(
            "careful",
            new TransferPlan(
                    NET,
                    Set.of("low", "high"),
                    Set.of("input", "low"),
                    Map.of("high", 0.1 * 0.1),
                    Map.of("high", 3),
                    "little data"));

    @Test
    void eachLayerWithWeightsSaysWhetherWhenAndHowFastItTrains() {
        assertThat(VIEW.text())
                .containsPattern("low +\\| low +\\| conv 3x3, 2 +\\|.*20 \\| as the source \\| frozen +\\|\n")
                .containsPattern("high +\\| high +\\|.*38 \\| as the source \\| from epoch 3 \\| 0.01\n")
                .containsPattern("high +\\| pool +\\|.*0 \\| +\\| +\\|\n")
                .containsPattern("head +\\| fc +\\|.*6 \\| anew +\\| yes +\\| +1\n");
    }

    @Test
    void theSumsAreOfParameters() {
        assertThat(VIEW.text())
                .contains("44 of 64 parameters train, 6 of them from the first epoch on; 20 are frozen")
                .endsWith("careful: little data");
        assertThat(PlanView.of("whole", TransferPlan.fromScratch(NET, "much data"))
                        .text())
                .contains("64 of 64 parameters train; 0 are frozen");
    }

    @Test
    void programsGetTheSame() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        VIEW.write(json);
        assertThat(json.path("trained").asLong()).isEqualTo(44);
        assertThat(json.path("trainedAtFirst").asLong()).isEqualTo(6);
        assertThat(json.path("frozen").asLong()).isEqualTo(20);
        JsonNode low = json.path("layers").path(0);
        assertThat(low.path("frozen").asBoolean()).isTrue();
        assertThat(low.path("rate").isNull()).isTrue();
        JsonNode high = json.path("layers").path(1);
        assertThat(high.path("name").asText()).isEqualTo("high");
        assertThat(high.path("firstEpoch").asInt()).isEqualTo(3);
        assertThat(high.path("rate").asDouble()).isEqualTo(0.01);
        assertThat(json.path("layers")).hasSize(3);
    }
}

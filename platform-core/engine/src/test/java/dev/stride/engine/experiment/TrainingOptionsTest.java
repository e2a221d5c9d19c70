package dev.stride.engine.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.Optimizer;
import dev.stride.model.ParameterValue;
import dev.stride.spi.Misfit;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingOptionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adamw"})
    void decayTouchesWeightsAloneUnlessItIsToTouchAll(String name) {
        Optimizer silent = TrainingOptions.optimizer(name, ParameterValue.Fields.NONE);
        assertThat(silent.decay()).isEmpty();
        assertThat(silent.decaysAll()).isFalse();
        assertThat(TrainingOptions.optimizer(name, decay("weights"))).isEqualTo(silent);
        assertThat(TrainingOptions.optimizer(name, decay("all")).decaysAll()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adamw"})
    void anythingElseIsRefusedWithWhatIsExpected(String name) {
        assertThatThrownBy(() -> TrainingOptions.optimizer(name, decay("biases")))
                .isInstanceOfSatisfying(
                        Misfit.class,
                        refusal -> assertThat(refusal.problems())
                                .singleElement()
                                .satisfies(p -> {
                                    assertThat(p.path()).isEqualTo("decay");
                                    assertThat(p.message()).isEqualTo("expected one of weights, all, not 'biases'");
                                }));
    }

    private static ParameterValue.Fields decay(String value) {
        return ParameterValue.Fields.of(Map.of("decay", ParameterValue.of(value)));
    }
}

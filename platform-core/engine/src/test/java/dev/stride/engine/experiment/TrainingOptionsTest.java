package dev.stride.engine.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.Optimizer;
import dev.stride.model.ParameterValue;
import dev.stride.model.Schedule;
import dev.stride.spi.Misfit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void aStepScheduleHasItsDefaults() {
        assertThat(TrainingOptions.schedule("step", at(0.5, 0.75)))
                .isEqualTo(new Schedule.Step(List.of(0.5, 0.75), 0.1, 0));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "0.5, 0.5", "0.75, 0.5", "0.5, 1"})
    void sharesThatDoNotRiseAreRefused(double first, double second) {
        assertThatThrownBy(() -> TrainingOptions.schedule("step", at(first, second)))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("the shares at which the rate steps, [" + first + ", " + second + "]");
    }

    private static ParameterValue.Fields at(double... shares) {
        List<ParameterValue> items =
                Arrays.stream(shares).mapToObj(ParameterValue::of).toList();
        return ParameterValue.Fields.of(Map.of("at", new ParameterValue.Items(items)));
    }

    private static ParameterValue.Fields decay(String value) {
        return ParameterValue.Fields.of(Map.of("decay", ParameterValue.of(value)));
    }
}

package dev.stride.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    private static final List<String> NAMES = List.of("lenet-5", "resnet", "resnet-20", "plain");

    @Test
    void aSlipOfThePenFindsItsName() {
        assertThat(Nearest.to("lenet5", NAMES)).contains("lenet-5");
        assertThat(Nearest.to("ResNet", NAMES)).contains("resnet");
        assertThat(Nearest.to("resnet-02", NAMES)).contains("resnet-20");
        assertThat(Nearest.remedy("plane", NAMES)).isEqualTo("did you mean 'plain'?");
    }

    @Test
    void whatIsNearToNothingGetsTheWholeList() {
        assertThat(Nearest.to("transformer", NAMES)).isEmpty();
        assertThat(Nearest.remedy("transformer", NAMES)).isEqualTo("use one of lenet-5, plain, resnet, resnet-20");
    }

    @Test
    void endlessNamesAreNotMeasured() {
        assertThat(Nearest.to("x".repeat(1_000_000), List.of("y".repeat(1_000_000))))
                .isEmpty();
    }

    @Test
    void aVeryLongNameWasNotMeantToBeAnyAndIsNotCompared() {
        String shortName = "a".repeat(65);
        assertThat(Nearest.to(shortName + "b", List.of(shortName))).isEmpty();
        assertThat(Nearest.to("b" + "a".repeat(63), List.of("a".repeat(64)))).isPresent();
    }
}

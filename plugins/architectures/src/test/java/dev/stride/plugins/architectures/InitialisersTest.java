package dev.stride.plugins.architectures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ParameterValue;
import dev.stride.network.Initialiser;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialisersTest {

    @ParameterizedTest
    @CsvSource({
        "lenet-5, LECUN",
        "alexnet, KRIZHEVSKY",
        "vgg-16, SIMONYAN",
        "plain-20, HE",
        "resnet-20, HE",
        "resnet-50, HE",
        "nin, HE",
        "inception-module, HE",
        "googlenet, HE",
        "squeezenet-1.0, XAVIER"
    })
    void eachNetStartsAsItsPaperHasItOrAsItIsTold(String name, Initialiser paper) {
        assertThat(initialiser(name, "relu", "paper")).isEqualTo(paper);
        assertThat(initialiser(name, "relu", "auto")).isEqualTo(Initialiser.HE);
        assertThat(initialiser(name, "tanh", "auto")).isEqualTo(Initialiser.XAVIER);
        assertThat(initialiser(name, "sigmoid", "auto")).isEqualTo(Initialiser.XAVIER);
        assertThat(initialiser(name, "tanh", "kaiming")).isEqualTo(Initialiser.HE);
        assertThat(initialiser(name, "relu", "xavier")).isEqualTo(Initialiser.XAVIER);
    }

    private static Initialiser initialiser(String name, String activation, String initialiser) {
        return Nets.paper(
                        name,
                        Map.of(
                                "activation",
                                ParameterValue.of(activation),
                                "initialiser",
                                ParameterValue.of(initialiser)))
                .initialiser();
    }
}

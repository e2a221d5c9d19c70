package dev.stride.training.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ImageShape;
import dev.stride.model.Optimizer;
import dev.stride.model.TrainingSettings;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.NetworkInput;
import dev.stride.training.program.Learning;
import dev.stride.training.program.Program;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramCacheTest {

    private static final Optional<Optimizer.Decay> ALL = Optional.of(Optimizer.Decay.ALL);

    static Stream<Arguments> optimizers() {
        return Stream.of(
                Arguments.of(
                        new Optimizer.Sgd(0.1, 0.9, true, 0.01),
                        new Optimizer.Sgd(0.2, 0.9, true, 0.01),
                        new Optimizer.Sgd(0.1, 0.9, true, 0.01, ALL)),
                Arguments.of(
                        new Optimizer.AdamW(0.1, 0.9, 0.99, 1e-8, 0.01),
                        new Optimizer.AdamW(0.2, 0.9, 0.99, 1e-8, 0.01),
                        new Optimizer.AdamW(0.1, 0.9, 0.99, 1e-8, 0.01, ALL)));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void anotherRateIsTheSameProgramAndAnotherDecayIsNot(Optimizer one, Optimizer faster, Optimizer decaysAll) {
        var cache = new ProgramCache();
        try (Program first = program(cache, one);
                Program other = program(cache, decaysAll)) {
            assertThat(program(cache, faster)).isSameAs(first);
            assertThat(other).isNotSameAs(first);
        }
    }

    private static Program program(ProgramCache cache, Optimizer optimizer) {
        return cache.of(network(), Optional.empty(), optimizer, new TrainingSettings(1, 4, 0, 0))
                .apply(Learning.ALL);
    }

    private static Network network() {
        var input = new NetworkInput(new ImageShape(1, 2, 2), 3, List.of(0.5), List.of(0.3));
        return NetworkBuilder.of("small", Initialiser.HE, input.layer())
                .stage("body")
                .flatten("flatten")
                .classify("fc", 3);
    }
}

package dev.stride.training.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.artifacts.Tensor;
import dev.stride.model.Optimizer;
import dev.stride.model.RandomStream;
import dev.stride.model.TrainingSettings;
import dev.stride.network.Network;
import dev.stride.network.TensorDeclaration;
import dev.stride.spi.Architecture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every architecture learns: all of it moves, and it can tell some images apart by heart. */
class TrainabilityTest {

    private static final int IMAGES = 32;
    private static final int CLASSES = 4;
    private static final int MOST_STEPS = 300;
    private static final Optimizer OPTIMIZER = new Optimizer.AdamW(0.003, 0.9, 0.999, 1e-8, 0);

    @ParameterizedTest
    @EnumSource
    void everyTrainableTensorMovesAndImagesAreLearntByHeart(NarrowNets net) {
        Network network = net.network(CLASSES);
        Batch batch = RandomBatch.of(network.input().shape(), IMAGES, CLASSES);
        Map<String, Tensor> start = InitialWeights.of(network, RandomStream.of(3));
        try (Program program =
                        Program.compile(network, Learning.ALL, OPTIMIZER, new TrainingSettings(1, IMAGES, 0, 1));
                TrialTensors tensors = program.tensors(start)) {
            for (int step = 0; step < 3; step++) {
                program.fit(tensors, batch, OPTIMIZER.rate(), 1);
            }
            Map<String, Tensor> moved = byName(tensors.export());
            assertThat(network.tensors())
                    .filteredOn(t -> t.kind().isTrainable())
                    .extracting(TensorDeclaration::name)
                    .allSatisfy(name -> assertThat(moved.get(name)).isNotEqualTo(start.get(name)));
            assertThat(network.tensors().stream()
                            .filter(t -> t.kind().isTrainable())
                            .mapToLong(t -> moved.get(t.name()).values().length)
                            .sum())
                    .as("scalars of the trained tensors")
                    .isEqualTo(network.parameters());
            int steps = 3;
            while (program.evaluate(tensors, batch).get(Program.MAIN).hits() < IMAGES && steps < MOST_STEPS) {
                program.fit(tensors, batch, OPTIMIZER.rate(), 1);
                steps++;
            }
            assertThat(program.evaluate(tensors, batch).get(Program.MAIN).hits())
                    .as("images told rightly after " + steps + " steps")
                    .isEqualTo(IMAGES);
        }
    }

    @Test
    void everyArchitectureIsAmongThem() {
        assertThat(Stream.of(NarrowNets.values()).map(net -> net.module().name()))
                .containsAll(NarrowNets.architectures().map(Architecture::name).toList());
    }

    /** What is exported is computed by the same layers from the same numbers. */
    @Test
    void aTrainedGoogLeNetKeepsItsMainLogitsWithoutItsHeads() {
        Network network = NarrowNets.GOOGLENET_WITH_HEADS.network(CLASSES);
        Batch batch = RandomBatch.of(network.input().shape(), IMAGES, CLASSES);
        var settings = new TrainingSettings(1, IMAGES, 0, 1);
        try (Program program = Program.compile(network, Learning.ALL, OPTIMIZER, settings);
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(3)));
                Program exported = Program.compile(network.exported(), Learning.ALL, OPTIMIZER, settings)) {
            for (int step = 0; step < 5; step++) {
                program.fit(tensors, batch, OPTIMIZER.rate(), step);
            }
            Map<String, Tensor> weights = byName(tensors.export());
            network.tensors().stream()
                    .map(TensorDeclaration::name)
                    .filter(name -> name.startsWith("aux"))
                    .forEach(weights::remove);
            try (TrialTensors alone = exported.tensors(weights)) {
                assertThat(exported.logits(alone, batch)).isEqualTo(program.logits(tensors, batch));
            }
            assertThat(network.parameters()).isGreaterThan(network.exported().parameters());
        }
    }

    private static Map<String, Tensor> byName(List<Tensor> tensors) {
        return tensors.stream().collect(Collectors.toMap(Tensor::name, Function.identity(), (a, b) -> a, HashMap::new));
    }
}

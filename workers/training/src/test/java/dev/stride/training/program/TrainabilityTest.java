package dev.stride.training.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.artifacts.Tensor;
import dev.stride.model.Optimizer;
import dev.stride.model.RandomStream;
import dev.stride.model.TrainingSettings;
import dev.stride.network.Network;
import dev.stride.network.TensorDeclaration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    private static Map<String, Tensor> byName(List<Tensor> tensors) {
        return tensors.stream().collect(Collectors.toMap(Tensor::name, Function.identity()));
    }
}

package dev.stride.benchmarks;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.stride.model.ImageShape;
import dev.stride.model.ParameterValue;
import dev.stride.model.RandomStream;
import dev.stride.model.TrainingSettings;
import dev.stride.network.Network;
import dev.stride.plugins.architectures.LeNet5;
import dev.stride.plugins.architectures.ResNet;
import dev.stride.spi.Architecture;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.ParameterRecord;
import dev.stride.training.program.Batch;
import dev.stride.training.program.InitialWeights;
import dev.stride.training.program.Learning;
import dev.stride.training.program.Program;
import dev.stride.training.program.TrialTensors;
import java.util.Arrays;
import java.util.Locale;

/**
 * The training step of a compiled program against a bare DJL Trainer on the same net: batches of 128 that are in memory,
 * SGD with momentum, one thread, in turns.
 */
public final class StepBenchmark {

    private static final int BATCH = 128;
    private static final int ROUNDS = 15;
    private static final float RATE = 0.01f;
    private static final float MOMENTUM = 0.9f;

    private StepBenchmark() {}

    public static void main(String[] args) {
        compare("lenet-5", new LeNet5(), new ImageShape(1, 32, 32), DjlNets.lenet5(), 40);
        compare("resnet-20", new ResNet(), new ImageShape(3, 32, 32), DjlNets.resnet20(), 3);
    }

    private static <P extends Record> void compare(
            String name, Architecture<P> architecture, ImageShape images, Block block, int steps) {
        Network network = architecture.describe(
                ParameterRecord.of(architecture.parameters()).bind(ParameterValue.Fields.NONE),
                NetworkInput.unnormalised(images, 10));
        var sgd = new dev.stride.model.Optimizer.Sgd(RATE, MOMENTUM, false, 0);
        try (var djl = new DjlSteps(block, images);
                Program program = Program.compile(network, Learning.ALL, sgd, new TrainingSettings(1, BATCH, 0, 0));
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(1)))) {
            Batch batch = batch(images);
            double[] ratios = new double[ROUNDS];
            double[] ours = new double[ROUNDS];
            for (int round = -2; round < ROUNDS; round++) {
                double theirs = seconds(steps, djl::step);
                double mine = seconds(steps, () -> program.fit(tensors, batch, RATE, 1));
                if (round >= 0) {
                    ratios[round] = theirs / mine;
                    ours[round] = mine * 1000 / steps;
                }
            }
            Arrays.sort(ratios);
            Arrays.sort(ours);
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %.2f ms a step; a DJL Trainer takes %.2f times as long (median of %d pairs, %.2f to %.2f)%n",
                    name,
                    ours[ROUNDS / 2],
                    ratios[ROUNDS / 2],
                    ROUNDS,
                    ratios[0],
                    ratios[ROUNDS - 1]);
        }
    }

    private static double seconds(int steps, Runnable step) {
        long start = System.nanoTime();
        for (int i = 0; i < steps; i++) {
            step.run();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static Batch batch(ImageShape images) {
        var random = RandomStream.of(9);
        var batch = new Batch(images, BATCH, false);
        for (int i = 0; i < BATCH * images.size(); i++) {
            batch.pixels().put(i, (byte) random.nextInt(256));
        }
        for (int i = 0; i < BATCH; i++) {
            batch.labels()[i] = i % 10;
        }
        batch.setCount(BATCH);
        return batch;
    }

    /** Steps of a DJL Trainer, as its guide has them, on images that are floats already. */
    private static final class DjlSteps implements AutoCloseable {

        private final Model model = Model.newInstance("benchmark", Device.cpu(), "PyTorch");
        private final Trainer trainer;
        private final NDArray images;
        private final NDArray labels;

        DjlSteps(Block block, ImageShape shape) {
            model.setBlock(block);
            trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .optDevices(new Device[] {Device.cpu()})
                    .optOptimizer(Optimizer.sgd()
                            .setLearningRateTracker(Tracker.fixed(RATE))
                            .optMomentum(MOMENTUM)
                            .build()));
            var input = new Shape(BATCH, shape.channels(), shape.height(), shape.width());
            trainer.initialize(input);
            NDManager manager = model.getNDManager();
            images = manager.randomUniform(0, 1, input);
            labels = manager.arange((float) BATCH).mod(10);
        }

        void step() {
            try (NDManager step = trainer.getManager().newSubManager()) {
                NDArray x = images.duplicate();
                x.attach(step);
                NDArray y = labels.duplicate();
                y.attach(step);
                try (GradientCollector collector = trainer.newGradientCollector()) {
                    NDArray loss =
                            trainer.getLoss().evaluate(new NDList(y), trainer.forward(new NDList(x), new NDList(y)));
                    collector.backward(loss);
                    loss.getFloat();
                }
                trainer.step();
            }
        }

        @Override
        public void close() {
            trainer.close();
            model.close();
        }
    }
}

package dev.stride.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.stride.model.ImageShape;
import dev.stride.model.ParameterValue;
import dev.stride.model.RandomStream;
import dev.stride.model.TrainingSettings;
import dev.stride.network.Network;
import dev.stride.network.TensorShape;
import dev.stride.plugins.architectures.ResNet;
import dev.stride.plugins.augmentations.Brightness;
import dev.stride.plugins.augmentations.ColourShift;
import dev.stride.plugins.augmentations.Contrast;
import dev.stride.plugins.augmentations.Cutout;
import dev.stride.plugins.augmentations.LocalWarp;
import dev.stride.plugins.augmentations.Mirror;
import dev.stride.plugins.augmentations.Mixup;
import dev.stride.plugins.augmentations.PcaColour;
import dev.stride.plugins.augmentations.RandomCrop;
import dev.stride.plugins.augmentations.Rotation;
import dev.stride.plugins.augmentations.Saturation;
import dev.stride.plugins.augmentations.Shear;
import dev.stride.spi.Augmentation;
import dev.stride.spi.ChannelSums;
import dev.stride.spi.ImageSet;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.ParameterRecord;
import dev.stride.training.input.AugmentationPipeline;
import dev.stride.training.input.BatchPair;
import dev.stride.training.input.Batches;
import dev.stride.training.input.BatchesAhead;
import dev.stride.training.input.EpochOrder;
import dev.stride.training.input.Pass;
import dev.stride.training.program.Batch;
import dev.stride.training.program.InitialWeights;
import dev.stride.training.program.Learning;
import dev.stride.training.program.Program;
import dev.stride.training.program.TrialTensors;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What preparing augmented batches costs beside the training steps that they are for: resnet-20 on 32x32x3, batches of
 * 128, one thread. And a profile of both: how long training waits for its next batch, how much of the preparing happens
 * while it trains, and what that gains over preparing each batch when it is wanted, in turns.
 */
public final class AugmentationBenchmark {

    private static final ImageShape SHAPE = new ImageShape(3, 32, 32);
    private static final int IMAGES = 5_120;
    private static final int BATCH = 128;
    private static final int WARM_UP = 60;
    private static final int BLOCK = 4;
    private static final float RATE = 0.01f;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private AugmentationBenchmark() {}

    /** Argument: how many steps are measured for each pipeline; 120 where there is none. */
    public static void main(String[] args) {
        int steps = args.length > 0 ? Integer.parseInt(args[0]) : 120;
        Network network = new ResNet()
                .describe(
                        ParameterRecord.of(ResNet.Parameters.class).bind(ParameterValue.Fields.NONE),
                        NetworkInput.unnormalised(SHAPE, 10));
        var sgd = new dev.stride.model.Optimizer.Sgd(RATE, 0.9, false, 0);
        try (Program program = Program.compile(network, Learning.ALL, sgd, new TrainingSettings(1, BATCH, 0, 0));
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(1)))) {
            ImageSet images = images();
            var small = List.of(step(new Mirror()), step(new RandomCrop()));
            measure("none", List.of(), images, program, tensors, steps);
            measure("mirror, crop", small, images, program, tensors, steps);
            var colour = List.of(step(new Mirror()), step(new RandomCrop()), step(new ColourShift()));
            measure("mirror, crop, colour", colour, images, program, tensors, steps);
            var all = List.of(
                    step(new Mirror()),
                    step(new RandomCrop()),
                    step(new Rotation()),
                    step(new Shear()),
                    step(new LocalWarp()),
                    step(new ColourShift()),
                    step(new PcaColour()));
            measure("all seven", all, images, program, tensors, steps);
            var matrix = List.of(
                    step(new Mirror()),
                    step(new RandomCrop()),
                    step(new Brightness()),
                    step(new Contrast()),
                    step(new Saturation()),
                    step(new Cutout()),
                    step(new Mixup()));
            measure("a matrix of colours, mixed", matrix, images, program, tensors, steps);
        }
    }

    private static <P extends Record> AugmentationPipeline.Step step(Augmentation<P> augmentation) {
        P parameters = ParameterRecord.of(augmentation.parameters()).bind(ParameterValue.Fields.NONE);
        return (images, random) -> augmentation.draw(parameters, images, random);
    }

    private static void measure(
            String name,
            List<AugmentationPipeline.Step> steps,
            ImageSet images,
            Program program,
            TrialTensors tensors,
            int measured) {
        var pipeline = new AugmentationPipeline(steps, statistics(images), 1);
        var profile = new Profile(measured);
        try (var ahead = BatchesAhead.of(images)) {
            var training = new Training(images, pipeline, ahead, program, tensors);
            training.run(WARM_UP, new Profile(WARM_UP));
            long preparing = preparing();
            training.run(measured, profile);
            profile.print(name, preparing() - preparing);
            training.compare(measured / (2 * BLOCK));
        }
    }

    /** Epochs of steps, as a trial makes them. */
    private static final class Training {

        private final ImageSet images;
        private final AugmentationPipeline pipeline;
        private final BatchesAhead ahead;
        private final Program program;
        private final TrialTensors tensors;
        private final BatchPair pair;
        private final int[] all = IntStream.range(0, IMAGES).toArray();
        private final int[] ends =
                IntStream.rangeClosed(1, IMAGES / BATCH).map(i -> i * BATCH).toArray();
        private int epoch;

        Training(
                ImageSet images,
                AugmentationPipeline pipeline,
                BatchesAhead ahead,
                Program program,
                TrialTensors tensors) {
            this.images = images;
            this.pipeline = pipeline;
            this.ahead = ahead;
            this.program = program;
            this.tensors = tensors;
            this.pair = BatchPair.of(TensorShape.Maps.of(SHAPE), BATCH, !pipeline.isEmpty());
        }

        void run(int steps, Profile profile) {
            for (int done = 0; done < steps; ) {
                epoch++;
                var pass = new Pass(images, EpochOrder.of(all, 1, epoch), ends, pipeline.in(epoch));
                Batches batches = ahead.begin(pass, pair);
                for (int i = 0; i < pass.batches() && done < steps; i++) {
                    step(batches, profile, done++);
                }
            }
        }

        /** Blocks of steps with batches that are prepared ahead, and with such that are prepared when they are wanted. */
        void compare(int rounds) {
            double[] walls = new double[rounds];
            double[] processors = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                var start = Cost.now();
                block(Arrays.copyOf(ends, BLOCK), 1);
                var between = Cost.now();
                block(new int[] {BATCH}, BLOCK);
                var end = Cost.now();
                walls[round] = (double) (between.wall() - start.wall()) / (end.wall() - between.wall());
                processors[round] =
                        (double) (between.processor() - start.processor()) / (end.processor() - between.processor());
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-26s ahead takes %.3f of the time and %.3f of the processor's time that it takes without"
                            + " (medians of %d pairs)%n",
                    "",
                    median(walls),
                    median(processors),
                    rounds);
        }

        private static double median(double[] values) {
            Arrays.sort(values);
            return values[values.length / 2];
        }

        private void block(int[] cuts, int passes) {
            for (int i = 0; i < passes; i++) {
                epoch++;
                Batches batches = ahead.begin(new Pass(images, all, cuts, pipeline.in(epoch)), pair);
                for (int step = 0; step < cuts.length; step++) {
                    program.fit(tensors, batches.next(), RATE, step, false);
                }
            }
        }

        private void step(Batches batches, Profile profile, int number) {
            long asked = System.nanoTime();
            Batch batch = batches.next();
            long got = System.nanoTime();
            long busy = THREADS.getCurrentThreadCpuTime();
            program.fit(tensors, batch, RATE, number, false);
            profile.add(number, got - asked, THREADS.getCurrentThreadCpuTime() - busy, System.nanoTime() - asked);
        }
    }

    /** Nanoseconds that have passed, and that all threads of the process have computed. */
    private record Cost(long wall, long processor) {

        static Cost now() {
            return new Cost(System.nanoTime(), PROCESS.getProcessCpuTime());
        }
    }

    /** Of each step: how long it waited for its batch, how long its thread computed, and how long it took. */
    private static final class Profile {

        private final long[] waited;
        private final long[] computed;
        private final long[] took;

        Profile(int steps) {
            this.waited = new long[steps];
            this.computed = new long[steps];
            this.took = new long[steps];
        }

        void add(int step, long wait, long computing, long whole) {
            waited[step] = wait;
            computed[step] = computing;
            took[step] = whole;
        }

        void print(String name, long preparing) {
            double prepared = (double) preparing / waited.length;
            double lost = Math.min(1, Arrays.stream(waited).sum() / (double) preparing);
            System.out.printf(
                    Locale.ROOT,
                    "%-26s preparing %6.3f ms a batch, %5.2f%% of a step's %6.2f ms; a step with its batch takes %6.2f ms,"
                            + " waits %.3f ms (median) and %.3f ms (99%%); %.1f%% is prepared while it trains%n",
                    name,
                    prepared / 1e6,
                    100 * prepared / quantile(computed, 0.5),
                    quantile(computed, 0.5) / 1e6,
                    quantile(took, 0.5) / 1e6,
                    quantile(waited, 0.5) / 1e6,
                    quantile(waited, 0.99) / 1e6,
                    100 * (1 - lost));
        }

        private static double quantile(long[] values, double share) {
            long[] sorted = values.clone();
            Arrays.sort(sorted);
            return sorted[(int) (share * (sorted.length - 1))];
        }
    }

    /** Processor time of the threads that prepare batches. */
    private static long preparing() {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("batches-"))
                .mapToLong(thread -> THREADS.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    private static ImageStatistics statistics(ImageSet images) {
        ChannelSums sums = ChannelSums.none(3);
        for (int i = 0; i < images.count(); i++) {
            sums = sums.plus(images.sums(i));
        }
        ChannelSums all = sums;
        List<Integer> channels = List.of(0, 1, 2);
        return new ImageStatistics(
                SHAPE,
                channels.stream().map(all::mean).toList(),
                channels.stream().map(c -> Math.sqrt(all.covariance(c, c))).toList(),
                channels.stream()
                        .map(c ->
                                channels.stream().map(d -> all.covariance(c, d)).toList())
                        .toList());
    }

    private static ImageSet images() {
        RandomStream random = RandomStream.of(9);
        byte[] pixels = new byte[IMAGES * (int) SHAPE.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        return new ImageSet.InMemory(
                SHAPE, pixels, IntStream.range(0, IMAGES).map(i -> i % 10).toArray());
    }
}

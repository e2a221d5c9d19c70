package dev.stride.training.program;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.stride.artifacts.Tensor;
import dev.stride.artifacts.TensorContent;
import dev.stride.model.ErrorCode;
import dev.stride.model.Optimizer;
import dev.stride.model.PlatformException;
import dev.stride.model.TrainingSettings;
import dev.stride.network.FixedPart;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.Node;
import dev.stride.network.TensorShape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A net, an optimizer and their settings as one TorchScript module, each of whose calls is one step of training or
 * evaluation in one native call. It holds no weights: {@link TrialTensors} are passed in, so one program serves many
 * trials, one after the other. For one thread.
 */
public final class Program implements AutoCloseable {

    /** Which errors of the native library say that memory did not suffice: it tells by its message alone. */
    private static final List<String> OUT_OF_MEMORY = List.of("can't allocate memory", "not enough memory");

    /** The part that the main head is: the whole. */
    public static final String MAIN = "";

    private static final int TRIED_IMAGES = 2;

    /** Loss and hits. */
    private static final int PER_HEAD = 2;

    private final PtNDManager manager;
    private final PtSymbolBlock module;
    private final Network network;
    private final Optional<FixedPart> fixed;
    private final TensorLists lists;
    private final ScriptedLayers scripted;
    private final Optimizer optimizer;
    private final boolean draws;
    private final List<String> heads;
    private final List<String> stages;

    private Program(
            PtNDManager manager,
            PtSymbolBlock module,
            Network network,
            Optional<FixedPart> fixed,
            TensorLists lists,
            Optimizer optimizer) {
        this.manager = manager;
        this.module = module;
        this.network = network;
        this.fixed = fixed;
        this.lists = lists;
        this.scripted = ScriptedLayers.of(network);
        this.optimizer = optimizer;
        this.draws = !scripted.isEmpty() || network.nodes().stream().anyMatch(n -> n.layer() instanceof Layer.Dropout);
        this.heads = network.nodes().stream()
                .filter(n -> n.layer() instanceof Layer.Head)
                .map(n -> n.layer() instanceof Layer.Head head && head.auxiliary() ? n.name() : MAIN)
                .toList();
        Map<String, String> stageOf = network.nodes().stream().collect(Collectors.toMap(Node::name, Node::stage));
        this.stages = lists.groups().stream()
                .flatMap(group -> group.tensors().stream())
                .map(tensor -> stageOf.getOrDefault(tensor.node(), ""))
                .toList();
    }

    /**
     * What a training step gave.
     *
     * @param loss the batch's mean, smoothed as set
     * @param hits how many images were told rightly
     * @param gradientNorms the 2-norm of the gradient of each stage that trains, before clipping; empty where gradients
     *     were not watched
     */
    public record Step(float loss, int hits, SortedMap<String, Double> gradientNorms) {}

    /** What an evaluation gave: the sum of cross-entropies, without smoothing, and how many were told rightly. */
    public record Evaluation(double lossSum, int hits) {

        /** Both together. */
        public Evaluation plus(Evaluation other) {
            return new Evaluation(lossSum + other.lossSum, hits + other.hits);
        }
    }

    /** Loads the native library, which takes a moment; later calls cost nothing. */
    public static String warmUp() {
        Engine engine = Engine.getEngine("PyTorch");
        return engine.getEngineName() + " " + engine.getVersion();
    }

    /** Whether an error says that native memory did not suffice. */
    public static boolean isOutOfMemory(Throwable e) {
        return OUT_OF_MEMORY.stream().anyMatch(String.valueOf(e.getMessage())::contains);
    }

    /**
     * Compiles.
     *
     * @throws PlatformException with {@code MISFIT} where nothing is left to train, with {@code PLUGIN_FAILED} where a
     *     scripted layer does not compile, fails, or gives another shape than it declares
     */
    public static Program compile(Network network, Learning learning, Optimizer optimizer, TrainingSettings settings) {
        return compile(network, learning, optimizer, settings, Optional.empty());
    }

    /**
     * Compiles.
     *
     * @param fixed a part that never learns, from whose features the calls go on in place of images, in the order of its
     *     nodes and in one row for each image; empty where they begin with images
     * @throws PlatformException as above
     */
    public static Program compile(
            Network network,
            Learning learning,
            Optimizer optimizer,
            TrainingSettings settings,
            Optional<FixedPart> fixed) {
        warmUp();
        TensorLists lists = TensorLists.of(network, learning, optimizer);
        if (lists.groups().isEmpty()) {
            throw new PlatformException(
                    ErrorCode.MISFIT, "nothing of " + network.name() + " is left to train", "freeze fewer layers");
        }
        // Optimising the graph anew for each net costs more than it gives on nets that take milliseconds a step.
        JniUtils.setGraphExecutorOptimize(false);
        String methods = ProgramCode.of(network, lists, learning.frozen(), fixed, optimizer, settings);
        var manager = (PtNDManager) NDManager.newBaseManager(Device.cpu(), "PyTorch");
        try {
            PtSymbolBlock module = load(manager, methods, ScriptedLayers.of(network));
            var program = new Program(manager, module, network, fixed, lists, optimizer);
            program.tryScripted();
            return program;
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    private static PtSymbolBlock load(PtNDManager manager, String methods, ScriptedLayers scripted) {
        try {
            return load(manager, methods);
        } catch (EngineException e) {
            throw scripted.explainLoading(e, method -> load(manager, method));
        }
    }

    private static PtSymbolBlock load(PtNDManager manager, String methods) {
        try {
            return JniUtils.loadModule(manager, new ByteArrayInputStream(TorchScriptArchive.of(methods)), true, false);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be read", e);
        }
    }

    /** Makes a step on zeros, so that a scripted layer that does not hold what it declares is known before training. */
    private void tryScripted() {
        if (scripted.isEmpty()) {
            return;
        }
        var zeros = network.tensors().stream()
                .map(t -> new Tensor(t.name(), t.shape(), new float[Math.toIntExact(t.size())]))
                .collect(Collectors.toMap(Tensor::name, t -> t));
        var images = new Batch(network.input().shape(), TRIED_IMAGES, false);
        images.setCount(TRIED_IMAGES);
        try (TrialTensors tensors = tensors(zeros)) {
            if (fixed.isPresent()) {
                features(tensors, images);
            }
            var batch = new Batch(inputs(), TRIED_IMAGES, fixed.isPresent());
            batch.setCount(TRIED_IMAGES);
            fit(tensors, batch, 0, 0);
        }
    }

    /** What its calls take for each image: its pixels, or its features. */
    public TensorShape inputs() {
        return fixed.<TensorShape>map(part -> new TensorShape.Vector(Math.toIntExact(part.size())))
                .orElseGet(() -> TensorShape.Maps.of(network.input().shape()));
    }

    /** The net that it runs. */
    public Network network() {
        return network;
    }

    /**
     * Tensors of a trial that begins.
     *
     * @param weights all of the net's tensors by name; the optimizer's state starts from zero
     * @throws PlatformException with {@code MISFIT} where one is missing or has another shape
     */
    public TrialTensors tensors(Map<String, ? extends TensorContent> weights) {
        return tensors(StartValues.fresh(weights));
    }

    /**
     * Tensors of a trial that goes on.
     *
     * @param exported what {@link TrialTensors#export} gave, be it of a program in which less was trained
     * @param frozenBefore the nodes that were frozen there; the optimizer's state of those that train now starts from zero
     * @throws PlatformException with {@code CORRUPT} where one is missing or has another shape
     */
    public TrialTensors resumed(Map<String, ? extends TensorContent> exported, Set<String> frozenBefore) {
        return tensors(StartValues.resumed(exported, frozenBefore));
    }

    private TrialTensors tensors(StartValues start) {
        return TrialTensors.of(manager.newSubManager(), lists, optimizer, start);
    }

    /**
     * One training step; the tensors are changed.
     *
     * @param seed of what the step draws, as dropout does
     */
    public Step fit(TrialTensors tensors, Batch batch, double rate, long seed) {
        return fit(tensors, batch, rate, seed, false);
    }

    /**
     * One training step; the tensors are changed.
     *
     * @param seed of what the step draws, as dropout does
     * @param watched whether the norms of gradients are told, which takes a little time
     */
    public Step fit(TrialTensors tensors, Batch batch, double rate, long seed, boolean watched) {
        if (draws) {
            Engine.getEngine("PyTorch").setRandomSeed((int) (seed ^ (seed >>> 32)));
        }
        try (NDManager step = tensors.manager().newSubManager()) {
            float[] numbers = CallArguments.ofStep(batch, (float) rate, watched);
            float[] result =
                    call("fit", tensors, batch, numbers, step, true).get(0).toFloatArray();
            return new Step(result[0], Math.round(result[1]), norms(result));
        }
    }

    /** The norms of tensors, behind loss and hits, as one of each stage. */
    private SortedMap<String, Double> norms(float[] result) {
        var squares = new TreeMap<String, Double>();
        for (int i = PER_HEAD; i < result.length; i++) {
            squares.merge(stages.get(i - PER_HEAD), (double) result[i] * result[i], Double::sum);
        }
        squares.replaceAll((stage, square) -> Math.sqrt(square));
        return squares;
    }

    /** Loss and hits of each head with the tensors as they are: of {@link #MAIN}, and of auxiliary ones by their names. */
    public SortedMap<String, Evaluation> evaluate(TrialTensors tensors, Batch batch) {
        try (NDManager step = tensors.manager().newSubManager()) {
            double[] result = call("evaluate", tensors, batch, CallArguments.ofStep(batch, 0, false), step, false)
                    .get(0)
                    .toDoubleArray();
            var evaluations = new TreeMap<String, Evaluation>();
            for (int i = 0; i < heads.size(); i++) {
                evaluations.put(heads.get(i), new Evaluation(result[PER_HEAD * i], (int)
                        Math.round(result[PER_HEAD * i + 1])));
            }
            return evaluations;
        }
    }

    /**
     * What the fixed part gives for each image of a batch, one row after the other.
     *
     * @throws IllegalStateException where it was compiled without one
     */
    public float[] features(TrialTensors tensors, Batch images) {
        if (fixed.isEmpty()) {
            throw new IllegalStateException("the program has no fixed part");
        }
        try (NDManager step = tensors.manager().newSubManager()) {
            return call("features", tensors, images, CallArguments.ofStep(images, 0, false), step, false)
                    .get(0)
                    .toFloatArray();
        }
    }

    /** The logits of each image, one row after the other. */
    public float[] logits(TrialTensors tensors, Batch batch) {
        try (NDManager step = tensors.manager().newSubManager()) {
            return call("forward", tensors, batch, CallArguments.ofStep(batch, 0, false), step, false)
                    .get(0)
                    .toFloatArray();
        }
    }

    private NDList call(
            String method, TrialTensors tensors, Batch batch, float[] numbers, NDManager step, boolean gradients) {
        NDList arguments = CallArguments.of(method, tensors, batch, numbers, step);
        // Each thread has a gradient mode of its own, and it is on to begin with.
        JniUtils.setGradMode(gradients);
        try {
            NDList result = IValueUtils.forward(module, arguments, true);
            result.attach(step);
            return result;
        } catch (EngineException e) {
            throw scripted.explainCall(e);
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}

package dev.stride.pluginhost;

import dev.stride.bus.message.PublishedDescribed;
import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlatformException;
import dev.stride.model.RandomStream;
import dev.stride.model.SearchSpace;
import dev.stride.network.Network;
import dev.stride.spi.Architecture;
import dev.stride.spi.Augmentation;
import dev.stride.spi.DataAccess;
import dev.stride.spi.Dataset;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Misfit;
import dev.stride.spi.Module;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.ParameterRecord;
import dev.stride.spi.Proposal;
import dev.stride.spi.PublishedNet;
import dev.stride.spi.SearchAlgorithm;
import dev.stride.spi.SearchView;
import dev.stride.spi.SourceWeights;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferSource;
import dev.stride.spi.TransferStrategy;
import dev.stride.spi.TransferTarget;
import dev.stride.spi.Transform;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A module with its parameters bound: the one place that knows that the two belong together. A plugin's refusal passes
 * through; any other failure of it becomes {@code PLUGIN_FAILED}. Safe for use by several threads.
 */
public final class Bound {

    private final Module<?> module;
    private final ModuleRef ref;
    private final Record parameters;

    private Bound(Module<?> module, ModuleRef ref, Record parameters) {
        this.module = module;
        this.ref = ref;
        this.parameters = parameters;
    }

    /**
     * Binds what a configuration names.
     *
     * @throws PlatformException with {@code UNKNOWN_MODULE}, or {@link Misfit} with all that is wrong with the
     *     parameters
     */
    public static Bound of(PluginRegistry registry, ModuleRef ref) {
        Module<?> module = registry.module(ref.kind(), ref.name());
        return new Bound(module, ref, guarded(module, ref, () -> bind(module, ref)));
    }

    private static <P extends Record> P bind(Module<P> module, ModuleRef ref) {
        ParameterRecord<P> record = ParameterRecord.of(module.parameters());
        ParameterValue.Fields given = ref.parameters();
        if (module instanceof Architecture<P> architecture) {
            P preset = architecture.presets().get(ref.name());
            if (preset != null) {
                given = ParameterRecord.overlay(record.write(preset), given);
            }
        }
        return record.bind(given);
    }

    /** All parameters, defaults included. */
    public ParameterValue.Fields parameters() {
        return write(module);
    }

    @SuppressWarnings("unchecked")
    private <P extends Record> ParameterValue.Fields write(Module<P> typed) {
        return ParameterRecord.of(typed.parameters()).write((P) parameters);
    }

    /** The net of an architecture. */
    public Network describe(NetworkInput input) {
        Architecture<Record> architecture = as(ModuleKind.ARCHITECTURE);
        return guarded(() -> architecture.describe(parameters, input));
    }

    /** The images and classes of an architecture's paper. */
    public NetworkInput paperInput() {
        Architecture<Record> architecture = as(ModuleKind.ARCHITECTURE);
        return guarded(() -> architecture.paperInput(parameters));
    }

    /**
     * The nets like an architecture's for which libraries publish weights, by the library's name.
     *
     * @param classes how many they are to tell apart; empty for as many as the library's
     */
    public Map<String, PublishedDescribed.Published> published(OptionalInt classes) {
        Architecture<Record> architecture = as(ModuleKind.ARCHITECTURE);
        return guarded(() -> architecture.published(parameters).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, library -> published(architecture, library.getValue(), classes))));
    }

    private static PublishedDescribed.Published published(
            Architecture<Record> architecture, PublishedNet<Record> net, OptionalInt classes) {
        NetworkInput input = net.input();
        var asked = new NetworkInput(input.shape(), classes.orElse(input.classes()), input.mean(), input.deviation());
        Optional<String> preset = architecture.presets().entrySet().stream()
                .filter(known -> known.getValue().equals(net.parameters()))
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder());
        return new PublishedDescribed.Published(architecture.describe(net.parameters(), asked), net.names(), preset);
    }

    /** Asks an augmentation whether it can change such images. */
    public void check(ImageShape images) {
        Augmentation<Record> augmentation = as(ModuleKind.AUGMENTATION);
        guarded(() -> {
            augmentation.check(parameters, images);
            return true;
        });
    }

    /** Whether an augmentation mixes images of a batch. */
    public boolean mixes() {
        Augmentation<Record> augmentation = as(ModuleKind.AUGMENTATION);
        return guarded(augmentation::mixes);
    }

    /** Draws an augmentation's transform; not guarded, since it runs for each image. */
    public Transform draw(ImageStatistics images, RandomStream random) {
        Augmentation<Record> augmentation = as(ModuleKind.AUGMENTATION);
        return augmentation.draw(parameters, images, random);
    }

    /** Where a transfer strategy's weights come from. */
    public Optional<TransferSource> source() {
        TransferStrategy<Record> strategy = as(ModuleKind.TRANSFER);
        return guarded(() -> strategy.source(parameters));
    }

    /**
     * What a transfer strategy does.
     *
     * @throws PlatformException with {@code PLUGIN_FAILED} where the net that it trains is none for the target's images
     *     and classes
     */
    public TransferPlan plan(TransferTarget target, Optional<SourceWeights> source) {
        TransferStrategy<Record> strategy = as(ModuleKind.TRANSFER);
        return guarded(() -> answersFor(target.network(), strategy.plan(parameters, target, source)));
    }

    private static TransferPlan answersFor(Network target, TransferPlan plan) {
        Network network = plan.network();
        // A net that a plugin put together by hand is not checked before its shapes are asked for.
        network.shapes();
        if (!network.input().shape().equals(target.input().shape()) || network.classes() != target.classes()) {
            throw new IllegalArgumentException("a plan for images of "
                    + network.input().shape() + " in "
                    + network.classes() + " classes, where " + target.input().shape() + " in " + target.classes()
                    + " are trained on");
        }
        return plan;
    }

    /** A data set's images. */
    public ImageData load(DataAccess access) {
        Dataset<Record> dataset = as(ModuleKind.DATASET);
        return guarded(() -> dataset.load(parameters, access));
    }

    /** What tells whether a data set's source has changed. */
    public String stamp(DataAccess access) {
        Dataset<Record> dataset = as(ModuleKind.DATASET);
        return guarded(() -> dataset.stamp(parameters, access));
    }

    /** How many trials a search proposes at most. */
    public OptionalLong size(SearchSpace space) {
        SearchAlgorithm<Record> search = as(ModuleKind.SEARCH);
        return guarded(() -> search.size(parameters, space));
    }

    /** A search's next proposal. */
    public Proposal propose(SearchView view) {
        SearchAlgorithm<Record> search = as(ModuleKind.SEARCH);
        return guarded(() -> search.propose(parameters, view));
    }

    /** The kind decides the type, since {@link Module} is sealed. */
    @SuppressWarnings("unchecked")
    private <M extends Module<Record>> M as(ModuleKind kind) {
        if (module.kind() != kind) {
            throw new IllegalArgumentException(ref.label() + " is no " + kind.word());
        }
        return (M) module;
    }

    private <T> T guarded(Supplier<T> call) {
        return guarded(module, ref, call);
    }

    /** Memory that did not suffice is no fault of the plugin alone, and is told as such by who called. */
    private static <T> T guarded(Module<?> module, ModuleRef ref, Supplier<T> call) {
        try (var context = new ContextLoader(module)) {
            return call.get();
        } catch (PlatformException | OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new PlatformException(
                    ErrorCode.PLUGIN_FAILED,
                    ref.label() + " failed with " + words(e),
                    "report it to the plugin's author",
                    e);
        }
    }

    /** An argument that was refused is told: it is the plugin's answer that the refusal speaks of. */
    private static String words(Throwable e) {
        String name = e.getClass().getSimpleName();
        return e instanceof IllegalArgumentException ? name + ": " + e.getMessage() : name;
    }
}

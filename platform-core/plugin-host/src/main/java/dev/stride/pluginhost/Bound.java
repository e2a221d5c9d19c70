package dev.stride.pluginhost;

import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlatformException;
import dev.stride.model.RandomStream;
import dev.stride.model.SearchSpace;
import dev.stride.network.Network;
import dev.stride.network.Node;
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
import dev.stride.spi.SearchAlgorithm;
import dev.stride.spi.SearchView;
import dev.stride.spi.SourceWeights;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferSource;
import dev.stride.spi.TransferStrategy;
import dev.stride.spi.Transform;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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

    /** Asks an augmentation whether it can change such images. */
    public void check(ImageShape images) {
        Augmentation<Record> augmentation = as(ModuleKind.AUGMENTATION);
        guarded(() -> {
            augmentation.check(parameters, images);
            return true;
        });
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
     * @throws PlatformException with {@code PLUGIN_FAILED} where it names layers that the target does not have, or an
     *     input layer for other images
     */
    public TransferPlan plan(Network target, Optional<SourceWeights> source) {
        TransferStrategy<Record> strategy = as(ModuleKind.TRANSFER);
        TransferPlan plan = guarded(() -> strategy.plan(parameters, target, source));
        Set<String> layers = target.nodes().stream().map(Node::name).collect(Collectors.toSet());
        checkLayers("loads", plan.loaded(), layers, target);
        checkLayers("freezes", plan.frozen(), layers, target);
        plan.input()
                .filter(input -> !input.shape().equals(target.input().shape()))
                .ifPresent(input -> {
                    throw failed("an input layer for images of " + input.shape() + ", where "
                            + target.input().shape() + " are trained on");
                });
        return plan;
    }

    private void checkLayers(String what, Set<String> named, Set<String> layers, Network target) {
        named.stream()
                .filter(name -> !layers.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw failed("a plan that " + what + " '" + name + "', which is no layer of " + target.name());
                });
    }

    private PlatformException failed(String what) {
        return new PlatformException(
                ErrorCode.PLUGIN_FAILED, ref.label() + " answered with " + what, "report it to the plugin's author");
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
                    ref.label() + " failed with " + e.getClass().getSimpleName(),
                    "report it to the plugin's author",
                    e);
        }
    }
}

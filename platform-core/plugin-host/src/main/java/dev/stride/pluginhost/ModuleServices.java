package dev.stride.pluginhost;

import dev.stride.bus.Address;
import dev.stride.bus.Addresses;
import dev.stride.bus.Bus;
import dev.stride.bus.message.AugmentationChecked;
import dev.stride.bus.message.CheckAugmentation;
import dev.stride.bus.message.CheckSearch;
import dev.stride.bus.message.DataDescribed;
import dev.stride.bus.message.DescribeData;
import dev.stride.bus.message.DescribeNetwork;
import dev.stride.bus.message.DescribePublished;
import dev.stride.bus.message.NetworkDescribed;
import dev.stride.bus.message.PlanTransfer;
import dev.stride.bus.message.PublishedDescribed;
import dev.stride.bus.message.SearchChecked;
import dev.stride.bus.message.TransferPlanned;
import dev.stride.model.ErrorCode;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.PlatformException;
import dev.stride.pluginhost.data.DataFolders;
import dev.stride.pluginhost.data.PreparedDataCache;
import dev.stride.spi.DataAccess;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.SourceWeights;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferSource;
import dev.stride.spi.TransferTarget;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers at the address of every module of a registry: validates a module's part of a configuration and describes what
 * it will do. Plugins run on threads of their own here, under a time limit.
 */
public final class ModuleServices {

    /** How long a module may take over whatever people wait for: all but loading a data set. */
    public static final Duration DESCRIBING = Duration.ofSeconds(10);

    private static final Duration LOADING = Duration.ofMinutes(30);

    private final Bus bus;
    private final PluginRegistry plugins;
    private final DataFolders folders;
    private final ModuleCalls describing;
    private final ModuleCalls loading;
    private final PreparedDataCache dataSets = new PreparedDataCache();

    private ModuleServices(Vertx vertx, Bus bus, PluginRegistry plugins, DataFolders folders) {
        this.bus = bus;
        this.plugins = plugins;
        this.folders = folders;
        this.describing = new ModuleCalls(vertx, DESCRIBING);
        this.loading = new ModuleCalls(vertx, LOADING);
    }

    /** Serves all modules until Vert.x is closed. */
    public static void serve(Vertx vertx, Bus bus, PluginRegistry plugins, DataFolders folders) {
        var services = new ModuleServices(vertx, bus, plugins, folders);
        plugins.names(ModuleKind.ARCHITECTURE)
                .forEach(name -> services.quick(Addresses.architecture(name), services::describe));
        plugins.names(ModuleKind.ARCHITECTURE)
                .forEach(name -> services.quick(Addresses.published(name), services::describe));
        plugins.names(ModuleKind.AUGMENTATION)
                .forEach(name -> services.quick(Addresses.augmentation(name), q -> services.check(name, q)));
        plugins.names(ModuleKind.TRANSFER)
                .forEach(name -> services.quick(Addresses.transfer(name), q -> services.plan(name, q)));
        plugins.names(ModuleKind.SEARCH)
                .forEach(name -> services.quick(Addresses.search(name), q -> services.check(name, q)));
        plugins.names(ModuleKind.DATASET)
                .forEach(name -> services.serve(services.loading, Addresses.dataset(name), services::describe));
    }

    private <Q, A> void quick(Address<Q, A> address, Function<Q, A> answer) {
        serve(describing, address, answer);
    }

    private <Q, A> void serve(ModuleCalls calls, Address<Q, A> address, Function<Q, A> answer) {
        bus.serve(address, question -> calls.call(address.value(), () -> answer.apply(question)));
    }

    private NetworkDescribed describe(DescribeNetwork question) {
        var ref = new ModuleRef(ModuleKind.ARCHITECTURE, question.preset(), question.parameters());
        var input = new NetworkInput(question.images(), question.classes(), question.mean(), question.deviation());
        return new NetworkDescribed(Bound.of(plugins, ref).describe(input));
    }

    private PublishedDescribed describe(DescribePublished question) {
        var ref = new ModuleRef(ModuleKind.ARCHITECTURE, question.preset(), question.parameters());
        return new PublishedDescribed(Bound.of(plugins, ref).published(question.classes()));
    }

    private AugmentationChecked check(String name, CheckAugmentation question) {
        Bound bound = Bound.of(plugins, new ModuleRef(ModuleKind.AUGMENTATION, name, question.parameters()));
        bound.check(question.images());
        return new AugmentationChecked(bound.parameters(), Optional.of(bound.mixes()));
    }

    private TransferPlanned plan(String name, PlanTransfer question) {
        Bound bound = Bound.of(plugins, new ModuleRef(ModuleKind.TRANSFER, name, question.parameters()));
        Optional<TransferPlanned.Source> source = bound.source().map(ModuleServices::source);
        if (source.isPresent() && question.source().isEmpty()) {
            return new TransferPlanned(source, List.of(), List.of(), "", Optional.empty());
        }
        TransferPlan plan = bound.plan(
                target(question), question.source().map(found -> SourceWeights.of(found.shapes(), found.network())));
        return new TransferPlanned(
                source,
                plan.loaded().stream().sorted().toList(),
                plan.frozen().stream().sorted().toList(),
                plan.reason(),
                Optional.of(plan.network()));
    }

    private static TransferTarget target(PlanTransfer question) {
        return new TransferTarget(
                question.target(),
                question.trainingImages()
                        .orElseThrow(() -> new PlatformException(
                                ErrorCode.INVALID_REQUEST,
                                "the question does not say how many training images there are",
                                "run the same version of the platform on all nodes")));
    }

    private static TransferPlanned.Source source(TransferSource source) {
        return new TransferPlanned.Source(
                source.experiment(), source.trial(), source.file(), source.architecture(), source.names());
    }

    private SearchChecked check(String name, CheckSearch question) {
        return new SearchChecked(Bound.of(plugins, new ModuleRef(ModuleKind.SEARCH, name, question.parameters()))
                .size(question.space()));
    }

    private DataDescribed describe(DescribeData question) {
        ModuleRef module = question.selection().module();
        Bound bound = Bound.of(plugins, module);
        DataAccess access = folders.of(module.name());
        return dataSets.get(question.selection(), bound.stamp(access), selection -> bound.load(access))
                .describe();
    }
}

package dev.stride.engine.validation;

import dev.stride.bus.Address;
import dev.stride.bus.Addresses;
import dev.stride.bus.Bus;
import dev.stride.bus.message.CheckSearch;
import dev.stride.bus.message.DataDescribed;
import dev.stride.bus.message.DescribeData;
import dev.stride.bus.message.DescribeNetwork;
import dev.stride.bus.message.DescribePublished;
import dev.stride.bus.message.PlanTransfer;
import dev.stride.bus.message.PublishedDescribed;
import dev.stride.bus.message.SearchChecked;
import dev.stride.bus.message.TransferPlanned;
import dev.stride.engine.experiment.ExperimentEvent;
import dev.stride.engine.experiment.TrialPlans;
import dev.stride.model.ArtifactRef;
import dev.stride.model.Configuration;
import dev.stride.model.DataSelection;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.ModuleRef;
import dev.stride.model.PlatformException;
import dev.stride.model.SearchSpace;
import dev.stride.model.TrialPlan;
import dev.stride.network.Network;
import dev.stride.network.NetworkTable;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Asks every module that a configuration names, at its own address, and puts their answers together. What was answered
 * lately is not asked again. Failures carry the path of the part that was refused.
 */
public final class TrialValidator {

    private static final Duration QUICK = Duration.ofSeconds(15);
    private static final Duration LOADING = Duration.ofMinutes(30);

    /** An answer may hold a net of a few hundred layers. */
    private static final int MOST_KEPT = 300;

    private final Bus bus;
    private final SourceResolver sources;
    private final NamedSources named;
    private final WorkerExecutor reads;
    private final Map<String, Turns> turns = new ConcurrentHashMap<>();
    private final Answers recent = Answers.ofLast(MOST_KEPT);
    private final PipelineCheck pipelines =
            new PipelineCheck(recent, (step, question) -> ask(Addresses.augmentation(step.name()), question));

    /** @param reads where the store and files may be read */
    public TrialValidator(Bus bus, SourceResolver sources, WorkerExecutor reads) {
        this.bus = bus;
        this.sources = sources;
        this.reads = reads;
        this.named = new NamedSources(sources, reads);
    }

    /** Of an experiment whose look is not at hand. */
    private record DataKey(ExperimentId experiment, DataSelection data) {}

    /**
     * A source is found once for an experiment: what its name means may change. What was found when the experiment was
     * taken on is on disk with it.
     *
     * @param named the architecture whose names its tensors get, where they have others
     */
    private record SourceKey(TransferPlanned.Source source, Optional<ModuleRef> named) {}

    private record TransferKey(Look look, ModuleRef transfer, String networkHash, int trainingImages) {}

    /** A strategy, and what it plans for. */
    private record TransferTo(ModuleRef transfer, Network described, int trainingImages) {
        String path() {
            return "space.transfer." + transfer.name();
        }
    }

    /**
     * What a strategy does.
     *
     * @param source what it starts from
     * @param trained the net that trains then
     * @param frozen its nodes that never train
     * @param reason why, where there is something to start from
     */
    private record Transfer(
            Optional<FoundSource> source, Described trained, Set<String> frozen, Optional<String> reason) {}

    /**
     * The counts of a net, which are asked for with every trial of it.
     *
     * @param trained how many parameters it has in training
     * @param exported what is left of it then, by which nets are compared
     */
    private record Described(Network network, String hash, long trained, NetworkTable.Totals exported) {

        static Described of(Network network) {
            NetworkTable table = NetworkTable.of(network);
            return new Described(network, network.hash(), table.totals().parameters(), table.exported());
        }
    }

    /** What a data set holds, as the look found it. */
    Future<DataDescribed> data(Look look, DataSelection selection) {
        return look.once(selection, () -> data(selection));
    }

    /** What a data set holds, for an experiment whose look is not at hand. */
    public Future<DataDescribed> data(ExperimentId experiment, DataSelection selection) {
        return recent.once(new DataKey(experiment, selection), () -> data(selection));
    }

    private Future<DataDescribed> data(DataSelection selection) {
        return bus.request(Addresses.dataset(selection.module().name()), new DescribeData(selection), LOADING)
                .recover(e -> Future.failedFuture(under("dataset", e)));
    }

    /** How many trials a search proposes at most; empty where it does not end by itself. */
    Future<OptionalLong> size(ModuleRef search, SearchSpace space) {
        return ask(Addresses.search(search.name()), new CheckSearch(search.parameters(), space), "search")
                .map(SearchChecked::size);
    }

    /** The net of a plan as its architecture describes it, for what its data set holds. */
    public Future<Network> network(TrialPlan plan, DataDescribed data) {
        return described(plan, data).map(Described::network);
    }

    /**
     * The net of a plan as it trains.
     *
     * @param described what its architecture describes
     * @param trainingImages how many images are learned from
     * @param source where the weights are that it started from; asked where its strategy needs some, on a thread that may
     *     wait
     */
    public Future<Network> trained(
            TrialPlan plan, Network described, int trainingImages, Supplier<ArtifactRef> source) {
        var to = new TransferTo(plan.transfer(), described, trainingImages);
        return planned(to, Optional.empty())
                .compose(planned -> planned.source().isEmpty()
                        ? Future.succeededFuture(planned)
                        : reads.executeBlocking(() -> sources.read(source.get()), false)
                                .compose(found -> planned(to, Optional.of(found))))
                .map(planned -> planned.network().orElse(described));
    }

    /** Everything that has to be known before the configuration may train. */
    public Future<Preparation> prepare(Look look, ExperimentSpec spec, Configuration configuration) {
        TrialPlan plan;
        try {
            plan = TrialPlans.of(spec, configuration);
        } catch (PlatformException e) {
            return Future.failedFuture(under("space", e));
        }
        String pipeline = configuration.text("augmentation").orElse("none");
        return data(look, plan.data()).compose(data -> prepare(look, plan, pipeline, data));
    }

    private Future<Preparation> prepare(Look look, TrialPlan plan, String pipeline, DataDescribed data) {
        Future<Described> network = described(plan, data);
        Future<Transfer> transfer = network.compose(described -> transfer(look, new PlannedNet(plan, data, described)))
                .map(planned -> saveable(plan, planned));
        Future<Boolean> mixed = pipelines.of(pipeline, plan.augmentation(), data.images());
        return Checks.all(List.of(transfer, mixed))
                .map(done -> preparation(plan, network.result(), data, transfer.result(), mixed.result()));
    }

    private static Preparation preparation(
            TrialPlan plan, Described described, DataDescribed data, Transfer transfer, boolean mixed) {
        var prepared = new ExperimentEvent.Prepared(
                plan,
                described.hash(),
                data.sha256(),
                transfer.source().map(FoundSource::artifact),
                transfer.trained().exported().parameters(),
                transfer.trained().exported().multiplies());
        Optional<String> words = transfer.reason()
                .map(reason -> FeatureWords.of(plan, data, transfer.trained().network(), transfer.frozen(), mixed)
                        .map(features -> reason + "; " + features)
                        .orElse(reason));
        return new Preparation(prepared, transfer.source(), words);
    }

    private Future<Described> described(TrialPlan plan, DataDescribed data) {
        return described(plan, data, data.classes().size());
    }

    private Future<Described> described(TrialPlan plan, DataDescribed data, int classes) {
        ModuleRef architecture = plan.architecture();
        var question = new DescribeNetwork(
                architecture.name(), architecture.parameters(), data.images(), classes, data.mean(), data.deviation());
        return recent.once(
                question,
                () -> ask(
                                Addresses.architecture(architecture.name()),
                                question,
                                "space.architecture." + architecture.name())
                        .map(answer -> Described.of(answer.network())));
    }

    private static Transfer saveable(TrialPlan plan, Transfer transfer) {
        Described trained = transfer.trained();
        try {
            CheckpointSize.check(trained.network().name(), trained.trained(), plan.optimizer());
            return transfer;
        } catch (PlatformException e) {
            throw e.under("space.architecture." + plan.architecture().name());
        }
    }

    private Future<Transfer> transfer(Look look, PlannedNet net) {
        var to = new TransferTo(net.plan.transfer(), net.target(), net.data.train());
        return recent.once(
                new TransferKey(look, to.transfer(), net.described.hash(), to.trainingImages()),
                () -> planned(to, Optional.empty())
                        .compose(planned -> planned.source()
                                .map(source -> transfer(look, to, net, source))
                                .orElseGet(() -> Future.succeededFuture(new Transfer(
                                        Optional.empty(),
                                        trained(net.described, planned),
                                        Set.of(),
                                        Optional.empty())))));
    }

    private Future<Transfer> transfer(Look look, TransferTo to, PlannedNet net, TransferPlanned.Source source) {
        Future<SourceResolver.Resolved> found =
                source(look, source, net).recover(e -> Future.failedFuture(under(to.path() + ".source", e)));
        return found.compose(weights -> plannedFrom(to, source, weights, net))
                .map(planned -> new Transfer(
                        Optional.of(new FoundSource(
                                source, namedFor(source, net), found.result().artifact())),
                        trained(net.described, planned),
                        Set.copyOf(planned.frozen()),
                        Optional.of(planned.reason())));
    }

    private Future<TransferPlanned> plannedFrom(
            TransferTo to, TransferPlanned.Source source, SourceResolver.Resolved weights, PlannedNet net) {
        return planned(to, Optional.of(weights))
                .recover(refusal -> named.explained(refusal, to.path() + ".source", source, weights, net)
                        .compose(Future::failedFuture));
    }

    private Future<SourceResolver.Resolved> source(Look look, TransferPlanned.Source source, PlannedNet net) {
        Optional<ModuleRef> architecture = namedFor(source, net);
        Optional<ExperimentId> asking = look.experiment();
        return look.once(
                new SourceKey(source, architecture),
                () -> accepted(asking, source, architecture)
                        .compose(accepted ->
                                accepted.map(Future::succeededFuture).orElseGet(() -> found(asking, source, net))));
    }

    private static Optional<ModuleRef> namedFor(TransferPlanned.Source source, PlannedNet net) {
        return source.names().map(names -> net.plan.architecture());
    }

    private Future<Optional<SourceResolver.Resolved>> accepted(
            Optional<ExperimentId> asking, TransferPlanned.Source source, Optional<ModuleRef> architecture) {
        return reads.executeBlocking(() -> asking.flatMap(id -> sources.accepted(id, source, architecture)), false);
    }

    private Future<SourceResolver.Resolved> found(
            Optional<ExperimentId> asking, TransferPlanned.Source source, PlannedNet net) {
        return source.names().isPresent()
                ? named.find(source, asking, net)
                : reads.executeBlocking(() -> sources.resolve(source, asking), false);
    }

    /** The net of a plan, and what its architecture says of others like it. */
    private final class PlannedNet implements NamedSources.Architecture {

        private final TrialPlan plan;
        private final DataDescribed data;
        private final Described described;

        private PlannedNet(TrialPlan plan, DataDescribed data, Described described) {
            this.plan = plan;
            this.data = data;
            this.described = described;
        }

        @Override
        public Network target() {
            return described.network();
        }

        @Override
        public Future<Network> target(int classes) {
            return described(plan, data, classes).map(Described::network);
        }

        @Override
        public Future<PublishedDescribed> published(OptionalInt classes) {
            ModuleRef architecture = plan.architecture();
            var question = new DescribePublished(architecture.name(), architecture.parameters(), classes);
            return recent.once(question, () -> ask(Addresses.published(architecture.name()), question));
        }
    }

    private Future<TransferPlanned> planned(TransferTo to, Optional<SourceResolver.Resolved> source) {
        var question = new PlanTransfer(
                to.transfer().parameters(),
                to.described(),
                source.map(found -> new PlanTransfer.Source(found.shapes(), found.network())),
                OptionalInt.of(to.trainingImages()));
        return ask(Addresses.transfer(to.transfer().name()), question, to.path());
    }

    private static Described trained(Described described, TransferPlanned planned) {
        return planned.network()
                .filter(network -> !network.equals(described.network()))
                .map(Described::of)
                .orElse(described);
    }

    private <Q, A> Future<A> ask(Address<Q, A> address, Q question, String path) {
        return ask(address, question).recover(e -> Future.failedFuture(under(path, e)));
    }

    private <Q, A> Future<A> ask(Address<Q, A> address, Q question) {
        // A module answers one question after the other, and the others' are none of its business.
        return turns.computeIfAbsent(address.value(), name -> new Turns(1))
                .take(() -> bus.request(address, question, QUICK));
    }

    private static Throwable under(String path, Throwable e) {
        return e instanceof PlatformException refusal ? refusal.under(path) : e;
    }
}

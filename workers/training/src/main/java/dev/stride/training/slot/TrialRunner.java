package dev.stride.training.slot;

import dev.stride.artifacts.ArtifactStore;
import dev.stride.artifacts.Safetensors;
import dev.stride.artifacts.TensorContent;
import dev.stride.bus.message.Assign;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.model.ArtifactRef;
import dev.stride.model.AttemptId;
import dev.stride.model.Checkpoint;
import dev.stride.model.DataSelection;
import dev.stride.model.ErrorCode;
import dev.stride.model.Metric;
import dev.stride.model.PlatformException;
import dev.stride.model.RandomStream;
import dev.stride.model.TrialPlan;
import dev.stride.network.Network;
import dev.stride.pluginhost.Bound;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.pluginhost.data.PreparedData;
import dev.stride.pluginhost.data.PreparedDataCache;
import dev.stride.spi.DataAccess;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.SourceWeights;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferTarget;
import dev.stride.training.checkpoint.TrialCheckpoint;
import dev.stride.training.features.FeatureStore;
import dev.stride.training.features.KeptFeatures;
import dev.stride.training.input.AugmentationPipeline;
import dev.stride.training.loop.TrialState;
import dev.stride.training.loop.TrialTraining;
import dev.stride.training.program.InitialWeights;
import dev.stride.training.program.TrialTensors;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the attempts of a slot, one after the other: data set, augmentation, architecture, transfer, training. Data sets
 * and programs stay warm between attempts. For one thread.
 */
final class TrialRunner {

    private static final Logger LOG = LoggerFactory.getLogger(TrialRunner.class);

    private final PluginRegistry plugins;
    private final ArtifactStore artifacts;
    private final FeatureChoice featureChoice;
    private final Function<String, DataAccess> access;
    private final PreparedDataCache dataSets = new PreparedDataCache();
    private final ProgramCache programs = new ProgramCache();

    /**
     * @param features kept for all trials of this machine
     * @param access what the data set of a name may use
     */
    TrialRunner(
            PluginRegistry plugins,
            ArtifactStore artifacts,
            FeatureStore features,
            Function<String, DataAccess> access) {
        this.featureChoice = new FeatureChoice(plugins, features);
        this.plugins = plugins;
        this.artifacts = artifacts;
        this.access = access;
    }

    /** Runs to the end; epochs go to {@code events}, the end is returned. */
    AttemptEvent run(Assign assignment, Consumer<AttemptEvent> events, BooleanSupplier cancelled) {
        TrialPlan plan = assignment.plan();
        PreparedData data = data(plan.data());
        agree("data set", assignment.dataHash(), data.sha256());
        Network described = network(plan, data);
        agree("net", assignment.networkHash(), described.hash());
        TransferPlan transfer =
                transfer(assignment, new TransferTarget(described, data.split().train().length));
        Network network = transfer.network();
        Optional<KeptFeatures> features = featureChoice.of(plan, data, transfer);
        var training = new TrialTraining(
                plan,
                data,
                AugmentationPipeline.of(
                        plugins,
                        plan.augmentation(),
                        data.statistics(),
                        plan.seed(),
                        plan.training().variants()),
                transfer,
                features,
                programs.of(network, features.map(KeptFeatures::part), plan.optimizer(), plan.training()),
                System::nanoTime);
        var listener = new Recorder(artifacts, assignment.attempt(), network, data.sha256(), plan.seed(), events);
        try (TrialState state = assignment
                .resume()
                .map(last -> training.resumed(last.epoch(), resume(last, plan, network.hash(), data.sha256())))
                .orElseGet(() -> training.fresh(fresh(plan.seed(), transfer, source(assignment))))) {
            return training.run(state, listener, cancelled);
        }
    }

    private TransferPlan transfer(Assign assignment, TransferTarget target) {
        TransferPlan transfer = Bound.of(plugins, assignment.plan().transfer())
                .plan(target, assignment.source().map(artifacts::open).map(TrialRunner::known));
        LOG.info("attempt {}: {}", assignment.attempt(), transfer.reason());
        return transfer;
    }

    /** Saves what an epoch gave, then tells of it; the log counts what was executed, whatever became of it. */
    private record Recorder(
            ArtifactStore artifacts,
            AttemptId attempt,
            Network network,
            String dataHash,
            long seed,
            Consumer<AttemptEvent> events)
            implements TrialTraining.EpochListener {

        @Override
        public void begins(int epoch) {
            LOG.info("attempt {} begins epoch {}", attempt, epoch);
        }

        @Override
        public void completed(
                int epoch, Map<Metric, Double> metrics, double seconds, long images, TrialTensors tensors) {
            var checkpoint = new TrialCheckpoint(epoch, network, dataHash, seed, tensors.contents());
            ArtifactRef artifact = artifacts.put(checkpoint.content());
            LOG.info("attempt {} ends epoch {}", attempt, epoch);
            events.accept(
                    AttemptEvent.EpochCompleted.of(epoch, metrics, new Checkpoint(epoch, artifact), seconds, images));
        }
    }

    private PreparedData data(DataSelection selection) {
        Bound bound = Bound.of(plugins, selection.module());
        DataAccess allowed = access.apply(selection.module().name());
        return dataSets.get(selection, bound.stamp(allowed), wanted -> bound.load(allowed));
    }

    private Network network(TrialPlan plan, PreparedData data) {
        return Bound.of(plugins, plan.architecture())
                .describe(new NetworkInput(
                        data.data().train().shape(),
                        data.data().classes().size(),
                        data.statistics().mean(),
                        data.statistics().deviation()));
    }

    /** Drawn weights, but those of the loaded nodes, which all have to be in the source. */
    static Map<String, TensorContent> fresh(
            long seed, TransferPlan transfer, Map<String, ? extends TensorContent> source) {
        Map<String, TensorContent> values =
                InitialWeights.drawn(transfer.network(), RandomStream.of(seed).split("weights"));
        transfer.network().tensors().stream()
                .filter(t -> transfer.loaded().contains(t.node()))
                .forEach(t -> values.compute(t.name(), (name, own) -> source.get(name)));
        return values;
    }

    private Map<String, TensorContent> resume(
            Checkpoint checkpoint, TrialPlan plan, String networkHash, String dataHash) {
        Path file = artifacts.open(checkpoint.artifact());
        return TrialCheckpoint.resume(file, checkpoint.epoch(), networkHash, dataHash, plan.seed());
    }

    private Map<String, TensorContent> source(Assign assignment) {
        return assignment
                .source()
                .map(artifacts::open)
                .map(TrialCheckpoint::weights)
                .orElse(Map.of());
    }

    private static SourceWeights known(Path file) {
        return SourceWeights.of(Safetensors.shapes(file), TrialCheckpoint.network(file));
    }

    private static void agree(String what, String validated, String here) {
        if (!validated.equals(here)) {
            throw new PlatformException(
                    ErrorCode.DATA_INVALID,
                    "the " + what + " here has the hash " + here + "; " + validated + " was validated",
                    "use the same plugins and data on all nodes, and do not change them while an experiment runs");
        }
    }
}

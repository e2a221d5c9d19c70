package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.engine.validation.Verdicts;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.Objective;
import dev.stride.model.TrialState;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredExperiment;
import dev.stride.store.StoredTrial;
import dev.stride.store.TrialTally;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Experiments and verdicts in the API. */
final class ExperimentJson {

    private ExperimentJson() {}

    /**
     * The experiment with its trials counted, as they are now. Blocks.
     *
     * @param trouble why it is not gone on with, see {@link dev.stride.engine.coordinator.Experiments#trouble}
     */
    static ObjectNode experiment(StoredExperiment experiment, ExperimentStore store, Optional<String> trouble) {
        Objective objective = Found.objective(experiment);
        return experiment(
                experiment, store.tally(experiment.id()), store.best(experiment.id(), objective.goal()), trouble);
    }

    /** An experiment that was just taken on: nothing has to be read, so nothing can fail any more. */
    static ObjectNode begun(StoredExperiment experiment, Optional<String> trouble) {
        return experiment(experiment, List.of(), Optional.empty(), trouble);
    }

    /** What is known of an experiment whose text or verdicts cannot be read, for which the trouble is. */
    static ObjectNode unreadable(StoredExperiment experiment, List<TrialTally> trials, String trouble) {
        ObjectNode json = head(experiment, Optional.of(trouble))
                .putNull("dataset")
                .putNull("search")
                .putNull("objective");
        return progress(json, experiment, trials, known(trials)).putNull("best");
    }

    private static ObjectNode experiment(
            StoredExperiment experiment,
            List<TrialTally> trials,
            Optional<StoredTrial> best,
            Optional<String> trouble) {
        ExperimentSpec spec = Found.spec(experiment);
        ObjectNode json = head(experiment, trouble)
                .put("dataset", spec.data().module().name())
                .put("search", spec.search().name());
        json.set("objective", MetricJson.objective(spec.objective()));
        progress(json, experiment, trials, planned(experiment, spec, trials));
        best.ifPresentOrElse(t -> json.set("best", best(spec.objective(), t)), () -> json.putNull("best"));
        return json;
    }

    private static ObjectNode head(StoredExperiment experiment, Optional<String> trouble) {
        ObjectNode json = Json.object().put("id", experiment.id().value());
        Json.text(json, "name", experiment.name());
        json.put("state", experiment.state().word())
                .put("createdAt", Instant.ofEpochMilli(experiment.createdAt()).toString());
        Json.time(json, "endedAt", experiment.endedAt());
        Json.text(json, "reason", experiment.reason());
        Json.text(json, "trouble", trouble);
        return json;
    }

    private static ObjectNode progress(
            ObjectNode json, StoredExperiment experiment, List<TrialTally> trials, long planned) {
        json.set("trials", counts(trials));
        return json.put(
                        "epochsDone",
                        trials.stream().mapToLong(TrialTally::epochsDone).sum())
                .put("epochsPlanned", planned)
                .put("lastEvent", experiment.lastEvent());
    }

    private static ObjectNode best(Objective objective, StoredTrial trial) {
        ObjectNode json = Json.object().put("trial", trial.id().number());
        Json.text(json, "label", trial.label());
        Json.number(json, "value", trial.objective());
        json.put("metric", objective.metric().word())
                .put("kind", objective.metric().kind().word());
        Json.number(json, "testAccuracy", trial.testAccuracy());
        return json;
    }

    private static long planned(StoredExperiment experiment, ExperimentSpec spec, List<TrialTally> trials) {
        long total = total(trials);
        long left = experiment.state().isTerminal()
                ? 0
                : Math.max(0, Verdicts.of(experiment).trials().orElse(total) - total);
        return known(trials) + left * spec.training().epochs();
    }

    /** The epochs of the trials that there are. */
    private static long known(List<TrialTally> trials) {
        return trials.stream()
                .filter(t -> t.state() != TrialState.INFEASIBLE)
                .mapToLong(t -> t.state().isTerminal() ? t.epochsDone() : t.epochs())
                .sum();
    }

    private static long total(List<TrialTally> trials) {
        return trials.stream().mapToLong(TrialTally::trials).sum();
    }

    private static ObjectNode counts(List<TrialTally> trials) {
        ObjectNode counts = Json.object().put("total", total(trials));
        for (TrialState state : TrialState.values()) {
            counts.put(state.word(), 0);
        }
        trials.forEach(t -> counts.put(t.state().word(), t.trials()));
        return counts;
    }

    static ObjectNode verdicts(Verdicts verdicts) {
        ObjectNode json = Json.object();
        ObjectNode data = json.putObject("data")
                .put("images", verdicts.data().images().toString())
                .put("train", verdicts.data().train())
                .put("validation", verdicts.data().validation())
                .put("test", verdicts.data().test())
                .put("sha256", verdicts.data().sha256());
        Json.strings(data.putArray("classes"), verdicts.data().classes());
        Json.strings(data.putArray("remarks"), verdicts.data().remarks());
        ArrayNode networks = json.putArray("networks");
        verdicts.networks().forEach(n -> network(networks.addObject(), n));
        verdicts.trials().ifPresentOrElse(n -> json.put("trials", n), () -> json.putNull("trials"));
        return json;
    }

    private static void network(ObjectNode json, Verdicts.NetworkVerdict network) {
        json.put("architecture", network.architecture())
                .put("hash", network.hash())
                .put("parameters", network.parameters())
                .put("multiplies", network.multiplies());
        Json.text(json, "transfer", network.transfer());
    }
}

package dev.stride.engine.dispatch;

import dev.stride.bus.message.WorkerKey;
import dev.stride.engine.experiment.ExperimentLedger;
import dev.stride.engine.experiment.Trial;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.TrialPlan;
import dev.stride.model.TrialState;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Chooses which waiting trial goes on which free slot: the experiments take turns, those with the fewest running trials
 * first; within an experiment the trials go by their numbers. A pure function of ledgers and roster.
 */
public final class Dispatcher {

    private Dispatcher() {}

    /** A trial, and the worker with a free slot for it. */
    public record Choice(ExperimentLedger experiment, Trial trial, WorkerKey worker) {}

    /** The next assignment; empty where nothing waits or nothing is free. */
    public static Optional<Choice> next(Collection<ExperimentLedger> experiments, Roster roster) {
        List<ExperimentLedger> turns = experiments.stream()
                .filter(Dispatcher::wantsSlot)
                .sorted(Comparator.comparingInt(e -> e.in(TrialState.RUNNING).size()))
                .toList();
        return turns.stream().flatMap(e -> next(e, roster).stream()).findFirst();
    }

    private static boolean wantsSlot(ExperimentLedger experiment) {
        int parallel = experiment.spec().parallel();
        return experiment.stop().isEmpty()
                && (parallel == 0 || experiment.in(TrialState.RUNNING).size() < parallel);
    }

    private static Optional<Choice> next(ExperimentLedger experiment, Roster roster) {
        for (int number : experiment.in(TrialState.WAITING)) {
            Trial trial = experiment.trial(number);
            Optional<WorkerKey> worker = trial.prepared().flatMap(prepared -> roster.free(modules(prepared.plan())));
            if (worker.isPresent()) {
                return Optional.of(new Choice(experiment, trial, worker.get()));
            }
        }
        return Optional.empty();
    }

    /** What a worker must have to run a plan, each as {@code kind/name}. */
    static Set<String> modules(TrialPlan plan) {
        var modules = new TreeSet<String>();
        modules.add(module(ModuleKind.DATASET, plan.data().module()));
        modules.add(module(ModuleKind.ARCHITECTURE, plan.architecture()));
        modules.add(module(ModuleKind.TRANSFER, plan.transfer()));
        plan.augmentation().forEach(step -> modules.add(module(ModuleKind.AUGMENTATION, step)));
        return modules;
    }

    private static String module(ModuleKind kind, ModuleRef ref) {
        return kind.word() + "/" + ref.name();
    }
}

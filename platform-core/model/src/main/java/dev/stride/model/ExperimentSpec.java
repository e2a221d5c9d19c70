package dev.stride.model;

/**
 * An experiment as a user asks for it.
 *
 * @param name for people; need not be unique
 * @param training what holds for every trial unless the space says otherwise
 * @param parallel how many trials may run at once; 0 for as many as there are slots
 */
public record ExperimentSpec(
        String name,
        DataSelection data,
        Objective objective,
        TrainingSettings training,
        SearchSpace space,
        ModuleRef search,
        Budget budget,
        int parallel,
        long seed) {}

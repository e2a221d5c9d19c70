package dev.stride.model;

import java.util.List;

/**
 * All that a slot needs to know to train one configuration; two equal plans give the same weights to the bit on one
 * kind of device.
 */
public record TrialPlan(
        DataSelection data,
        ModuleRef architecture,
        List<ModuleRef> augmentation,
        ModuleRef transfer,
        Optimizer optimizer,
        Schedule schedule,
        TrainingSettings training,
        long seed) {

    public TrialPlan {
        augmentation = List.copyOf(augmentation);
    }
}

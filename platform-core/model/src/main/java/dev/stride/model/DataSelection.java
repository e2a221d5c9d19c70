package dev.stride.model;

/**
 * A data set and how it is split.
 *
 * @param module the data set
 * @param validation the fraction of the training images that is held out for ranking, in (0, 1)
 * @param seed of the split
 * @param trainImages how many training images to keep after the split, balanced over classes; 0 for all
 */
public record DataSelection(ModuleRef module, double validation, long seed, int trainImages) {}

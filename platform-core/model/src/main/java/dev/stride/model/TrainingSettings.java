package dev.stride.model;

/**
 * The numbers of a training run.
 *
 * @param epochs passes over the training images
 * @param batch images a step
 * @param labelSmoothing mass spread evenly over all classes, in [0, 1)
 * @param clipNorm the global norm that gradients are scaled down to, or 0 for none
 */
public record TrainingSettings(int epochs, int batch, double labelSmoothing, double clipNorm) {}

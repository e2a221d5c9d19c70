package dev.stride.model;

import java.util.OptionalInt;

/**
 * The numbers of a training run.
 *
 * @param epochs passes over the training images
 * @param batch images a step
 * @param labelSmoothing mass spread evenly over all classes, in [0, 1)
 * @param clipNorm the global norm that gradients are scaled down to, or 0 for none
 * @param variants how many augmented variants of each training image there are, at least 1; empty where each epoch draws
 *     new ones
 */
public record TrainingSettings(int epochs, int batch, double labelSmoothing, double clipNorm, OptionalInt variants) {

    /** Settings with which each epoch draws new variants of the images. */
    public TrainingSettings(int epochs, int batch, double labelSmoothing, double clipNorm) {
        this(epochs, batch, labelSmoothing, clipNorm, OptionalInt.empty());
    }
}

/** Images on their way to a step: order, augmentation, batches. */
@NullMarked
package dev.stride.training.input;

import org.jspecify.annotations.NullMarked;

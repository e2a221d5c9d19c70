/** Draws images as training sees them, in a process that needs no native library. */
@NullMarked
package dev.stride.training.preview;

import org.jspecify.annotations.NullMarked;

/** The process that a slot runs trials in. */
@NullMarked
package dev.stride.training.slot;

import org.jspecify.annotations.NullMarked;

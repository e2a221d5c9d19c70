/** A net compiled into a TorchScript program whose every call is one step. */
@NullMarked
package dev.stride.training.program;

import org.jspecify.annotations.NullMarked;

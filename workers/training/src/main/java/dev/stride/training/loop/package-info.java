/** The training of one trial. */
@NullMarked
package dev.stride.training.loop;

import org.jspecify.annotations.NullMarked;

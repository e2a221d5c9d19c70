/** One experiment: what happened, what follows. */
@NullMarked
package dev.stride.engine.experiment;

import org.jspecify.annotations.NullMarked;

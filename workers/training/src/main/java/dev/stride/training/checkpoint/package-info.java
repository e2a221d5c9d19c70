/** What training goes on from exactly. */
@NullMarked
package dev.stride.training.checkpoint;

import org.jspecify.annotations.NullMarked;

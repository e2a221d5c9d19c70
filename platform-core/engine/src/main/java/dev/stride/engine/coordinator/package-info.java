/** The verticle that runs experiments, and the door to it. */
@NullMarked
package dev.stride.engine.coordinator;

import org.jspecify.annotations.NullMarked;

/** Which configuration is better, and whether that is clear. */
@NullMarked
package dev.stride.engine.comparison;

import org.jspecify.annotations.NullMarked;

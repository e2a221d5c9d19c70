/** What the platform remembers of experiments. */
@NullMarked
package dev.stride.store;

import org.jspecify.annotations.NullMarked;

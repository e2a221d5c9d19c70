/** Every meter of the platform, declared once. */
@NullMarked
package dev.stride.metrics;

import org.jspecify.annotations.NullMarked;

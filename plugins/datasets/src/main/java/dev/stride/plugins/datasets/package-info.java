/** Sources of labelled images. */
@NullMarked
package dev.stride.plugins.datasets;

import org.jspecify.annotations.NullMarked;

/** The stride command, and the place where every process is put together. */
@NullMarked
package dev.stride.cli;

import org.jspecify.annotations.NullMarked;

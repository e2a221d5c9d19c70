/** Benchmarks, each a main to be run by hand; ratios are of pairs in one run. */
@NullMarked
package dev.stride.benchmarks;

import org.jspecify.annotations.NullMarked;

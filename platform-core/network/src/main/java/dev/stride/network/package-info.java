/** The engine-neutral description of a net, from which everything else about it is derived. */
@NullMarked
package dev.stride.network;

import org.jspecify.annotations.NullMarked;

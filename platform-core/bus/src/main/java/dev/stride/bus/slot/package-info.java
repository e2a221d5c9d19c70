/** What a worker and its slot processes say to each other, over a Unix-domain socket. */
@NullMarked
package dev.stride.bus.slot;

import org.jspecify.annotations.NullMarked;

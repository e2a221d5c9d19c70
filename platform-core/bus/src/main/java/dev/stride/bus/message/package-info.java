/** What modules, coordinator and workers say to each other. Records of version {@link dev.stride.bus.Wire#VERSION}. */
@NullMarked
package dev.stride.bus.message;

import org.jspecify.annotations.NullMarked;

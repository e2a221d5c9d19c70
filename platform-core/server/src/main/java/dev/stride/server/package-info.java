/** REST, event streams and the static page of a coordinator. */
@NullMarked
package dev.stride.server;

import org.jspecify.annotations.NullMarked;

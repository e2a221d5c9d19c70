/** The event bus as typed addresses: what is said, by whom, and how it stands on the wire. */
@NullMarked
package dev.stride.bus;

import org.jspecify.annotations.NullMarked;

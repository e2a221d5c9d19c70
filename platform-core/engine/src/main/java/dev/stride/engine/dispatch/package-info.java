/** Workers, slots and leases. */
@NullMarked
package dev.stride.engine.dispatch;

import org.jspecify.annotations.NullMarked;

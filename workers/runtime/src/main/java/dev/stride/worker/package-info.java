/** A worker: its slots, the processes behind them, and its side of leases and reports. */
@NullMarked
package dev.stride.worker;

import org.jspecify.annotations.NullMarked;

/** Finds and isolates plugins, binds what experiments say to their modules, and serves each module on the event bus. */
@NullMarked
package dev.stride.pluginhost;

import org.jspecify.annotations.NullMarked;

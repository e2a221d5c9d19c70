/** What of a trial leaves the platform. */
@NullMarked
package dev.stride.engine.export;

import org.jspecify.annotations.NullMarked;

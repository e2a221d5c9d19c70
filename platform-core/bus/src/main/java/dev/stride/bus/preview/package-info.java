/** What the command and the process that draws previews say to each other, one line of JSON each way. */
@NullMarked
package dev.stride.bus.preview;

import org.jspecify.annotations.NullMarked;

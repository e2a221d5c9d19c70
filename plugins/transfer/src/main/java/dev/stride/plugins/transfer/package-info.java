/** How a net starts from another one's weights. */
@NullMarked
package dev.stride.plugins.transfer;

import org.jspecify.annotations.NullMarked;

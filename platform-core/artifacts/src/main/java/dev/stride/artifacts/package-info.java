/** Content by its hash, and the safetensors format that weights are kept in. */
@NullMarked
package dev.stride.artifacts;

import org.jspecify.annotations.NullMarked;

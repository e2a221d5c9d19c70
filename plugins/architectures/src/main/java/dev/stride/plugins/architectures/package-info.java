/** The convolutional nets of the case studies, each written as its paper tells it. */
@NullMarked
package dev.stride.plugins.architectures;

import org.jspecify.annotations.NullMarked;

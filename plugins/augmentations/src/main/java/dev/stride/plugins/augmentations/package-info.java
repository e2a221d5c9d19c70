/** Random changes of training images, told as transforms. */
@NullMarked
package dev.stride.plugins.augmentations;

import org.jspecify.annotations.NullMarked;

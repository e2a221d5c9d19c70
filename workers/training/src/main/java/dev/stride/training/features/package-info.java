/** What the fixed part of a net gives for images, kept on disk for all trials that need it. */
@org.jspecify.annotations.NullMarked
package dev.stride.training.features;

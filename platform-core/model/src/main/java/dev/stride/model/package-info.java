/** The platform's words as records and sealed types: immutable, without dependencies, the same in every room. */
@NullMarked
package dev.stride.model;

import org.jspecify.annotations.NullMarked;

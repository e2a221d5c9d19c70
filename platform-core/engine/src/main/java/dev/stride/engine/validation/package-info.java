/** What is checked before anything is stored or trained. */
@NullMarked
package dev.stride.engine.validation;

import org.jspecify.annotations.NullMarked;

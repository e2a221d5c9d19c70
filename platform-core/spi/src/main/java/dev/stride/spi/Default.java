package dev.stride.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value that a parameter has when none is given, written as in an experiment file; of a list, its elements
 * with commas between them. A component without it, and whose type is not {@link java.util.Optional}, must be given.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    String value();
}

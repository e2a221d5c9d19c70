/**
 * What a plugin implements. A plugin is a jar, or a folder of jars, that names a {@link dev.stride.spi.Plugin} in
 * {@code META-INF/services}. It shares with the platform the packages {@code dev.stride.model},
 * {@code dev.stride.network}, {@code dev.stride.spi} and {@code org.slf4j}, and nothing else.
 */
@NullMarked
package dev.stride.spi;

import org.jspecify.annotations.NullMarked;

package dev.stride.spi;

import java.util.List;

/** What a plugin jar offers. Found by {@link java.util.ServiceLoader}; needs a public constructor without arguments. */
public interface Plugin {

    /** The plugin's name, unique among those loaded: lower case, digits and dashes. */
    String name();

    /** The modules that it brings. Called once. */
    List<? extends Module<?>> modules();
}

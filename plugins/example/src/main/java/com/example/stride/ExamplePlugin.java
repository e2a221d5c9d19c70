package com.example.stride;

import dev.stride.spi.Module;
import dev.stride.spi.Plugin;
import java.util.List;

/** A plugin is a list of modules. */
public final class ExamplePlugin implements Plugin {

    @Override
    public String name() {
        return "example";
    }

    @Override
    public List<? extends Module<?>> modules() {
        return List.of(new SwishNet(), new Dim());
    }
}

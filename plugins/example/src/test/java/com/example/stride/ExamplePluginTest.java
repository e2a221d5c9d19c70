package com.example.stride;

import dev.stride.spi.Plugin;
import dev.stride.spi.testkit.PluginContract;

class ExamplePluginTest extends PluginContract {

    @Override
    protected Plugin plugin() {
        return new ExamplePlugin();
    }
}

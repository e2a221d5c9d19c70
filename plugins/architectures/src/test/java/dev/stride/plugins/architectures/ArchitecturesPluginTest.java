package dev.stride.plugins.architectures;

import dev.stride.spi.Plugin;
import dev.stride.spi.testkit.PluginContract;

class ArchitecturesPluginTest extends PluginContract {

    @Override
    protected Plugin plugin() {
        return new ArchitecturesPlugin();
    }
}

package dev.stride.plugins.search;

import dev.stride.spi.Plugin;
import dev.stride.spi.testkit.PluginContract;

class SearchPluginTest extends PluginContract {

    @Override
    protected Plugin plugin() {
        return new SearchPlugin();
    }
}

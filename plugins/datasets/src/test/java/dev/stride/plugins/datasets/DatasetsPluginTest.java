package dev.stride.plugins.datasets;

import dev.stride.spi.Plugin;
import dev.stride.spi.testkit.PluginContract;

class DatasetsPluginTest extends PluginContract {

    @Override
    protected Plugin plugin() {
        return new DatasetsPlugin();
    }
}

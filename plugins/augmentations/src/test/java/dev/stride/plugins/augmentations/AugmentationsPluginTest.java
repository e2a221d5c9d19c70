package dev.stride.plugins.augmentations;

import dev.stride.spi.Plugin;
import dev.stride.spi.testkit.PluginContract;

class AugmentationsPluginTest extends PluginContract {

    @Override
    protected Plugin plugin() {
        return new AugmentationsPlugin();
    }
}

package dev.stride.plugins.transfer;

import dev.stride.spi.Plugin;
import dev.stride.spi.testkit.PluginContract;

class TransferPluginTest extends PluginContract {

    @Override
    protected Plugin plugin() {
        return new TransferPlugin();
    }
}

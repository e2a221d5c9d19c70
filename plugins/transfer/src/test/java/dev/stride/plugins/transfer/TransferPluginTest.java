package dev.stride.plugins.transfer;

import dev.stride.spi.Plugin;
import dev.stride.spi.testkit.PluginContract;
import java.nio.file.Path;
import java.util.Optional;

class TransferPluginTest extends PluginContract {

    @Override
    protected Plugin plugin() {
        return new TransferPlugin();
    }

    @Override
    protected Optional<Path> documentation() {
        return Optional.of(Path.of("PARAMETERS.md"));
    }
}

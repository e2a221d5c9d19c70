package dev.stride.plugins.architectures;

import dev.stride.spi.Plugin;
import dev.stride.spi.testkit.PluginContract;
import java.nio.file.Path;
import java.util.Optional;

class ArchitecturesPluginTest extends PluginContract {

    @Override
    protected Plugin plugin() {
        return new ArchitecturesPlugin();
    }

    @Override
    protected Optional<Path> documentation() {
        return Optional.of(Path.of("PARAMETERS.md"));
    }
}

package dev.stride.plugins.augmentations;

import dev.stride.spi.Plugin;
import dev.stride.spi.testkit.PluginContract;
import java.nio.file.Path;
import java.util.Optional;

class AugmentationsPluginTest extends PluginContract {

    @Override
    protected Plugin plugin() {
        return new AugmentationsPlugin();
    }

    @Override
    protected Optional<Path> documentation() {
        return Optional.of(Path.of("PARAMETERS.md"));
    }
}

package dev.stride.plugins.datasets;

import dev.stride.spi.Plugin;
import dev.stride.spi.testkit.PluginContract;
import java.nio.file.Path;
import java.util.Optional;

class DatasetsPluginTest extends PluginContract {

    @Override
    protected Plugin plugin() {
        return new DatasetsPlugin();
    }

    @Override
    protected Optional<Path> documentation() {
        return Optional.of(Path.of("PARAMETERS.md"));
    }
}

package dev.stride.plugins.search;

import dev.stride.spi.Plugin;
import dev.stride.spi.testkit.PluginContract;
import java.nio.file.Path;
import java.util.Optional;

class SearchPluginTest extends PluginContract {

    @Override
    protected Plugin plugin() {
        return new SearchPlugin();
    }

    @Override
    protected Optional<Path> documentation() {
        return Optional.of(Path.of("PARAMETERS.md"));
    }
}

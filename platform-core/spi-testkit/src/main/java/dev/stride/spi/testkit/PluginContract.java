package dev.stride.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.spi.Plugin;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What holds for every plugin. */
public abstract class PluginContract {

    /** The plugin under test. */
    protected abstract Plugin plugin();

    @Test
    void itIsFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(Plugin.class, plugin().getClass().getClassLoader()))
                .extracting(p -> (Object) p.getClass())
                .contains(plugin().getClass());
    }

    @Test
    void itsModulesHaveDifferentNames() {
        assertThat(plugin().modules())
                .isNotEmpty()
                .extracting(m -> m.kind() + "/" + m.name())
                .doesNotHaveDuplicates();
    }
}

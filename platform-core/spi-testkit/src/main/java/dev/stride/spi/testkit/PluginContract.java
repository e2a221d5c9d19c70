package dev.stride.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.spi.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

    /** Where {@link ParameterDocument} of the plugin is kept; nowhere unless this says where. */
    protected Optional<Path> documentation() {
        return Optional.empty();
    }

    /** With {@code -Dstride.document=true} it is written anew. */
    @Test
    void itsParametersAreDocumentedAsTheyAreDeclared() throws IOException {
        Optional<Path> file = documentation();
        if (file.isPresent()) {
            String document = ParameterDocument.of(plugin());
            if (Boolean.getBoolean("stride.document")) {
                Files.writeString(file.get(), document);
            }
            assertThat(file.get()).hasContent(document);
        }
    }
}

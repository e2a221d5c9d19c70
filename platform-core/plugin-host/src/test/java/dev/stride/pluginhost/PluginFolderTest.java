package dev.stride.pluginhost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFolderTest {

    @TempDir
    Path folder;

    @BeforeEach
    void aGoodPluginComesLast() throws IOException {
        PluginJars.withService(folder.resolve("z-good.jar"), PluginJars.Good.class);
    }

    @Test
    void aPluginsHashIsThatOfItsJar() throws Exception {
        byte[] jar = Files.readAllBytes(folder.resolve("z-good.jar"));
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
        assertThat(PluginRegistry.open(List.of(folder)).plugins())
                .singleElement()
                .extracting(LoadedPlugin::sha256)
                .isEqualTo(hash);
    }

    @Test
    void whatIsNoZipIsRefused() throws IOException {
        Files.writeString(folder.resolve("text.jar"), "no zip at all");
        assertThat(refusal()).startsWith("text.jar: text.jar cannot be loaded as a plugin: it is no whole jar: ");
    }

    @Test
    void aJarWithoutAServiceIsRefused() throws IOException {
        PluginJars.withoutService(folder.resolve("library.jar"));
        assertThat(refusal()).contains("it names no plugin in META-INF/services");
    }

    @Test
    void aServiceThatIsNotThereIsRefused() throws IOException {
        PluginJars.naming(folder.resolve("lost.jar"), "com.example.Lost");
        assertThat(refusal()).contains("Provider com.example.Lost not found");
    }

    @Test
    void aClassForANewerJavaIsRefused() throws IOException {
        PluginJars.forNewerJava(folder.resolve("new.jar"), PluginJars.Good.class);
        assertThat(refusal())
                .contains("it is compiled for a newer Java than this one, "
                        + Runtime.version().feature());
    }

    @Test
    void aMissingLibraryIsNamed() throws IOException {
        PluginJars.withService(folder.resolve("needy.jar"), PluginJars.Needy.class);
        assertThat(refusal())
                .contains("it needs the class dev.stride.pluginhost.PluginJars$Needed, which it does not bring");
    }

    @Test
    void whateverItThrowsIsRefused() throws IOException {
        PluginJars.withService(folder.resolve("failing.jar"), PluginJars.Failing.class);
        assertThat(refusal()).contains("AssertionError: not on a Tuesday");
    }

    @Test
    void oneOfTwoPluginsOfOneNameIsRefused() throws IOException {
        Files.copy(folder.resolve("z-good.jar"), folder.resolve("z-good-2.jar"));
        assertThat(refusal()).startsWith("z-good.jar: there is a plugin 'good' already");
    }

    /** The one problem, in one line, of a folder whose other plugin is loaded. */
    private String refusal() {
        PluginRegistry registry = PluginRegistry.open(List.of(folder));
        assertThat(registry.plugins()).extracting(LoadedPlugin::name).containsExactly("good");
        assertThat(registry.problems()).hasSize(1);
        Problem problem = registry.problems().get(0);
        assertThat(problem.toString()).doesNotContain("\n");
        return problem.toString();
    }
}

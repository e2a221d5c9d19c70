package dev.stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path folder;

    @Test
    void theFileHasAllOfItsContent() throws IOException {
        Path file = folder.resolve("best weights.safetensors");
        new AtomicFile(file, false).write(text("whole"));
        assertThat(file).hasContent("whole");
        assertThat(names()).containsExactly("best weights.safetensors");
    }

    @Test
    void aFileThatIsThereIsReplacedOnlyByForce() throws IOException {
        Path file = Files.writeString(folder.resolve("mine"), "old");
        assertThatThrownBy(() -> new AtomicFile(file, false).write(text("new")))
                .hasMessageContaining("is there already")
                .hasMessageContaining("--force");
        assertThat(file).hasContent("old");
        new AtomicFile(file, true).write(text("new"));
        assertThat(file).hasContent("new");
    }

    @Test
    void aFailureInTheMiddleLeavesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("mine"), "old");
        assertThatThrownBy(() -> new AtomicFile(file, true).write(text("half").andThen(path -> {
                    throw new IllegalStateException("the server broke off");
                })))
                .hasMessage("the server broke off");
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("mine");
    }

    @Test
    void aFolderIsNoFile() {
        assertThatThrownBy(() -> new AtomicFile(folder, true).write(text("x"))).hasMessageContaining("is a folder");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path file = folder.resolve("absent").resolve("file");
        assertThatThrownBy(() -> new AtomicFile(file, false).write(text("x")))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("check its folder");
    }

    private static Consumer<Path> text(String text) {
        return path -> {
            try {
                Files.writeString(path, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private Stream<String> names() throws IOException {
        return Files.list(folder).map(p -> p.getFileName().toString());
    }
}

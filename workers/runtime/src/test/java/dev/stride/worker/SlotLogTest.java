package dev.stride.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotLogTest {

    @TempDir
    Path folder;

    private Path path;
    private SlotLog log;

    @BeforeEach
    void log() {
        path = folder.resolve("logs").resolve("slot-0.log");
        log = new SlotLog(path, 10);
    }

    @Test
    void itsFolderIsThereBeforeTheFirstLife() throws IOException {
        log.prepare();
        assertThat(path.getParent()).isDirectory();
    }

    @Test
    void aLogWithinItsLimitStaysAsItIs() throws IOException {
        print("0123456789");
        log.bound();
        assertThat(path).hasContent("0123456789");
        assertThat(earlier()).doesNotExist();
    }

    @Test
    void theEndOfALargerOneIsKeptBesideAndThePlaceBefore() throws IOException {
        print("0123456789abcdef");
        log.bound();
        assertThat(path).isEmptyFile();
        assertThat(earlier()).hasContent("6789abcdef");
        print("the second time");
        log.bound();
        assertThat(earlier()).hasContent("econd time");
    }

    @Test
    void aProcessThatPrintsGoesOnAtTheNewEnd() throws IOException {
        print("0123456789");
        try (var printing = Files.newOutputStream(path, StandardOpenOption.APPEND)) {
            printing.write('x');
            log.bound();
            printing.write('y');
        }
        assertThat(path).hasContent("y");
    }

    @Test
    void whatCannotBeKeptDoesNotKeepTheLogLarge() throws IOException {
        print("0123456789abcdef");
        Files.createDirectory(earlier());
        assertThat(org.assertj.core.api.Assertions.catchThrowable(log::bound)).isInstanceOf(IOException.class);
        assertThat(path).isEmptyFile();
    }

    private Path earlier() {
        return path.resolveSibling("slot-0.log.1");
    }

    private void print(String text) throws IOException {
        log.prepare();
        Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}

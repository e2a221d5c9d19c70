package dev.stride.pluginhost.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.spi.DataAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFoldersTest {

    @TempDir
    Path folder;

    @Test
    void eachDataSetHasAFolderOfItsNameAndAShareOfTheHeap() {
        DataAccess access = new DataFolders(folder.resolve("data"), true).of("mnist");
        assertThat(access.cache()).isDirectory().isEqualTo(folder.resolve("data/mnist"));
        assertThat(access.mayDownload()).isTrue();
        assertThat(access.memory()).isLessThan(Runtime.getRuntime().maxMemory() / 2);
    }

    @Test
    void aFolderThatCannotBeMadeSaysWhichAndWhatToDo() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        assertThatThrownBy(() -> new DataFolders(file, true).of("mnist"))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL))
                .hasMessageContaining("mnist")
                .hasMessageContaining("another data folder");
    }
}

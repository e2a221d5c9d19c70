package dev.stride.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderLockTest {

    @TempDir
    Path folder;

    @Test
    void aSecondTryInOneProcessIsRefused() {
        try (DataFolderLock lock = DataFolderLock.of(folder)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> DataFolderLock.of(folder.resolve("..").resolve(folder.getFileName())))
                    .isInstanceOfSatisfying(
                            DataFolderInUse.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        DataFolderLock.of(folder).close();
    }

    @Test
    void anotherProcessIsToldWhoHasTheFolder() throws Exception {
        try (DataFolderLock lock = DataFolderLock.of(folder)) {
            assertThat(lock).isNotNull();
            assertThat(ofAnotherProcess())
                    .contains("process " + ProcessHandle.current().pid() + ", running since ")
                    .contains(folder.toString())
                    .contains("--data");
        }
        assertThat(ofAnotherProcess()).isEqualTo("locked");
    }

    @Test
    void aSecondTryInOneProcessDoesNotLiftItsLock() throws Exception {
        try (DataFolderLock lock = DataFolderLock.of(folder)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> DataFolderLock.of(folder)).isInstanceOf(PlatformException.class);
            assertThat(ofAnotherProcess()).contains("in use by process");
        }
    }

    @Test
    void theLockOfAProcessThatDiedIsFree() throws Exception {
        Files.writeString(folder.resolve("lock"), "4000000, running since 2020-01-01T00:00:00Z and much more of it");
        DataFolderLock.of(folder).close();
        assertThat(folder.resolve("lock"))
                .content()
                .startsWith(ProcessHandle.current().pid() + ",")
                .doesNotContain("2020");
    }

    @Test
    void aFileIsNoDataFolder() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> DataFolderLock.of(file))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("'" + file + "' is no folder");
    }

    private String ofAnotherProcess() throws IOException {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FolderLocker.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        return new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}

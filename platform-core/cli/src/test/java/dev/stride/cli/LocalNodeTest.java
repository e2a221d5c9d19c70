package dev.stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.store.DataFolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalNodeTest {

    private static final long PATIENCE_MILLIS = 20_000;

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void home() {
        home = Home.of(folder);
    }

    @Test
    void aNewDataFolderHasAPlaceForPlugins() {
        try (var node = LocalNode.start(home, 0, 0)) {
            assertThat(node.url()).startsWith("http://");
            assertThat(folder.resolve("plugins")).isDirectory();
        }
    }

    @Test
    void aNodeThatCannotStartLeavesNothingOpen() throws Exception {
        Files.writeString(home.artifacts(), "no folder");
        Set<Thread> before = threadsOfVertx();
        assertThatThrownBy(() -> LocalNode.start(home, 0, 0)).hasMessageContaining("artifacts");
        Set<Thread> left = threadsOfVertx();
        left.removeAll(before);
        for (Thread thread : left) {
            thread.join(PATIENCE_MILLIS);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
        assertIsFree();
    }

    @Test
    void aFileThatCannotBeRemovedKeepsNothingOpen() throws IOException {
        var node = LocalNode.start(home, 0, 0);
        Files.delete(home.serverFile());
        Files.createDirectories(home.serverFile().resolve("in the way"));
        node.close();
        assertThatThrownBy(() -> new ApiClient(node.url()).instance()).isInstanceOf(ServerAbsent.class);
        assertIsFree();
    }

    private void assertIsFree() {
        try (DataFolderLock lock = DataFolderLock.of(folder)) {
            assertThat(lock).isNotNull();
        }
    }

    private static Set<Thread> threadsOfVertx() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("vert"))
                .collect(Collectors.toSet());
    }
}

package dev.stride.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ArtifactRef;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileArtifactStoreTest {

    private static final byte[] CONTENT = "weights".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void whatIsPutIsThereUnderItsHash() throws IOException {
        ArtifactStore store = FileArtifactStore.at(folder);
        ArtifactRef artifact = store.put(CONTENT);
        assertThat(artifact.sha256()).isEqualTo("9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c");
        assertThat(store.open(artifact)).hasBinaryContent(CONTENT);
        assertThat(FileArtifactStore.at(folder).contains(artifact)).isTrue();
    }

    @Test
    void contentThatIsWrittenInPiecesHasTheNameOfTheWhole() throws IOException {
        ArtifactContent pieces = out -> {
            out.write(CONTENT[0]);
            out.write(CONTENT, 1, CONTENT.length - 1);
        };
        ArtifactStore store = FileArtifactStore.at(folder);
        assertThat(ArtifactStore.nameOf(pieces)).isEqualTo(store.put(CONTENT));
        assertThat(store.put(pieces)).isEqualTo(store.put(CONTENT));
        assertThat(store.open(store.put(pieces))).hasBinaryContent(CONTENT);
    }

    @Test
    void contentThatCannotBeMadeLeavesNothing() throws IOException {
        ArtifactStore store = FileArtifactStore.at(folder);
        assertThatThrownBy(() -> store.put(out -> {
                    out.write(CONTENT);
                    throw new IllegalStateException("the source is gone");
                }))
                .hasMessage("the source is gone");
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void theSameContentFromManyThreadsIsKeptOnce() throws IOException {
        ArtifactStore store = FileArtifactStore.at(folder);
        assertThat(IntStream.range(0, 32)
                        .parallel()
                        .mapToObj(i -> store.put(CONTENT))
                        .distinct())
                .hasSize(1);
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void aNameIsOnDiskBeforeItIsAcknowledgedWhoeverWroteIt() {
        var synced = new ArrayList<Integer>();
        ArtifactStore store = FileArtifactStore.at(folder, synchronising -> synced.add(names(synchronising)));
        synced.clear();
        store.put(CONTENT);
        assertThat(synced).as("the file had its name by then").containsExactly(1);
        store.put(CONTENT);
        assertThat(synced).containsExactly(1, 1);
    }

    private static int names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return (int) files.count();
        }
    }

    @Test
    void aNameThatCannotBeBroughtToDiskIsNotAcknowledged() {
        var opened = new AtomicBoolean();
        ArtifactStore store = FileArtifactStore.at(folder, synchronising -> {
            if (opened.get()) {
                throw new IOException("the disk is gone");
            }
        });
        opened.set(true);
        assertThatThrownBy(() -> store.put(CONTENT))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("the disk is gone");
    }

    @Test
    void contentThatChangedOnDiskIsNamed() throws IOException {
        ArtifactStore store = FileArtifactStore.at(folder);
        ArtifactRef artifact = store.put(CONTENT);
        Files.writeString(store.open(artifact), "weighty");
        assertThatThrownBy(() -> store.open(artifact))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining(artifact.sha256());
    }

    @Test
    void puttingContentAgainMendsItsFile() throws IOException {
        ArtifactStore store = FileArtifactStore.at(folder);
        ArtifactRef artifact = store.put(CONTENT);
        Files.writeString(store.open(artifact), "weightz");
        store.put(CONTENT);
        assertThat(store.open(artifact)).hasBinaryContent(CONTENT);
    }

    @Test
    void whatADeadProcessLeftUnfinishedIsRemovedADayLater() throws IOException {
        ArtifactStore store = FileArtifactStore.at(folder);
        ArtifactRef artifact = store.put(CONTENT);
        Path left = unfinished("left", Duration.ofHours(25));
        Path written = unfinished("written", Duration.ofHours(23));
        FileArtifactStore.at(folder);
        assertThat(left).doesNotExist();
        assertThat(written).exists();
        assertThat(store.open(artifact)).hasBinaryContent(CONTENT);
    }

    private Path unfinished(String name, Duration age) throws IOException {
        Path file = Files.writeString(folder.resolve("unfinished").resolve(name), "half");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void whatWasDeletedIsNotFound() {
        ArtifactStore store = FileArtifactStore.at(folder);
        ArtifactRef artifact = store.put(CONTENT);
        store.delete(artifact);
        assertThat(store.contains(artifact)).isFalse();
        assertThatThrownBy(() -> store.open(artifact)).hasMessageContaining("there is no artifact");
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidSo() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> FileArtifactStore.at(file.resolve("below")))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("cannot be written");
    }
}

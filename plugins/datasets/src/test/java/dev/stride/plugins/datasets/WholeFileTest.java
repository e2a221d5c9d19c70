package dev.stride.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    Path folder;

    @Test
    void aFileIsReplacedWholeAndNothingElseStays() throws IOException {
        WholeFile.write(folder.resolve("set/file"), new byte[] {1});
        WholeFile.write(folder.resolve("set/file"), new byte[] {2, 3});
        assertThat(Files.readAllBytes(folder.resolve("set/file"))).containsExactly(2, 3);
        assertThat(names(folder.resolve("set"))).containsExactly("file");
    }

    @Test
    void sweepingRemovesUnfinishedFilesOfThePastAlone() throws IOException {
        old(Files.writeString(folder.resolve("file7.unfinished"), "cut"));
        old(Files.writeString(folder.resolve("file"), "whole"));
        Files.writeString(folder.resolve("file8.unfinished"), "being written");
        WholeFile.sweep(folder);
        assertThat(names(folder)).containsExactly("file", "file8.unfinished");
    }

    @Test
    void sweepingWhereThereIsNoFolderDoesNothing() {
        WholeFile.sweep(folder.resolve("absent"));
        assertThat(folder.resolve("absent")).doesNotExist();
    }

    private static void old(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(2, ChronoUnit.DAYS)));
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}

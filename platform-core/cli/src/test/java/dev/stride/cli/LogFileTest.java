package dev.stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogFileTest {

    private static final Logger LOG = LoggerFactory.getLogger(LogFileTest.class);

    @TempDir
    Path folder;

    private Path logs;

    @BeforeEach
    void use() {
        Home home = Home.of(folder);
        logs = home.logs();
        LogFile.use(home);
    }

    @Test
    void neitherMessagesNorWhatIsThrownColourAReadersScreenOrBeginLines() throws IOException {
        LOG.warn("one\u001b[31m\nforged", new IllegalStateException("two\u001b[32m\u202e\nforged"));
        LOG.warn("three");
        String text = Files.readString(logs.resolve("stride.log"));
        assertThat(text.lines()).anyMatch(line -> line.endsWith("one?[31m?forged"));
        assertThat(text.lines()).contains("  java.lang.IllegalStateException: two?[32m?", "  forged");
        assertThat(text).contains("  \tat dev.stride.cli.LogFileTest").containsOnlyOnce("IllegalStateException: ");
        assertThat(text.lines().filter(line -> !line.startsWith("  ")))
                .hasSize(2)
                .last()
                .asString()
                .endsWith("three");
    }

    @Test
    void aFolderOfAnyNameHasALog() throws IOException {
        Home home = Home.of(folder.resolve("90% done, %d (%i)"));
        LogFile.use(home);
        LOG.warn("here");
        assertThat(Files.readString(home.logs().resolve("stride.log"))).endsWith("here\n");
    }

    @Test
    void aLogOfAnyLengthKeepsItsEndAndTakesAFewFiles() throws IOException {
        int megabytes = 60;
        String line = "x".repeat(10_000);
        for (int i = 0; i < megabytes * 100; i++) {
            LOG.info(line);
        }
        LOG.info("the last");
        assertThat(Files.readString(logs.resolve("stride.log"))).endsWith("the last\n");
        assertThat(logs.resolve("stride.log.1")).isRegularFile();
        assertThat(Files.getLastModifiedTime(logs.resolve("stride.log.1")))
                .isGreaterThan(Files.getLastModifiedTime(logs.resolve("stride.log.3")));
        long bytes = 0;
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        assertThat(bytes).isBetween(30_000_000L, 45_000_000L);
    }
}

package dev.stride.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SlotCommandLauncherTest {

    @TempDir
    Path folder;

    @Test
    void whatEachLifePrintsIsAppendedToTheLogAndTheSocketIsNamed() throws IOException {
        SlotLauncher launcher = shell("echo \"$@\"; echo trouble >&2; exit 3");
        assertThat(exit(launcher.launch(Path.of("/first")))).isEqualTo(3);
        assertThat(exit(launcher.launch(Path.of("/second")))).isEqualTo(3);
        assertThat(log()).hasContent("--socket /first\ntrouble\n--socket /second\ntrouble");
    }

    @Test
    void aKilledProcessEndsWithWhatItStarted() throws IOException {
        SlotLauncher.Launched shell = shell("sleep 1000 & echo $!; wait").launch(Path.of("/s"));
        Awaitility.await()
                .until(() -> Files.exists(log()) && Files.readString(log()).endsWith("\n"));
        Optional<ProcessHandle> sleep =
                ProcessHandle.of(Long.parseLong(Files.readString(log()).strip()));
        shell.kill();
        assertThat(exit(shell)).isEqualTo(128 + 9);
        sleep.ifPresent(s -> s.onExit().orTimeout(20, TimeUnit.SECONDS).join());
        assertThat(sleep.stream()).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void itsInputStaysOpenAsLongAsItsWorkerLives() throws IOException {
        SlotLauncher.Launched shell = shell("read line; echo \"input ended\"").launch(Path.of("/s"));
        assertThat(ProcessHandle.of(shell.pid())).isPresent();
        assertThat(shell.exit()).isNotDone();
        shell.kill();
        assertThat(exit(shell)).isEqualTo(128 + 9);
        assertThat(log()).isEmptyFile();
    }

    @Test
    void aCommandThatDoesNotExistIsAnError() {
        var launcher = new SlotCommandLauncher(List.of("/no/such/java"), new SlotLog(log(), SlotLog.LIMIT));
        assertThatThrownBy(() -> launcher.launch(Path.of("/s")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/no/such/java");
    }

    private SlotLauncher shell(String script) {
        return new SlotCommandLauncher(List.of("/bin/sh", "-c", script, "sh"), new SlotLog(log(), SlotLog.LIMIT));
    }

    private static int exit(SlotLauncher.Launched launched) {
        return launched.exit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private Path log() {
        return folder.resolve("slot-0.log");
    }
}

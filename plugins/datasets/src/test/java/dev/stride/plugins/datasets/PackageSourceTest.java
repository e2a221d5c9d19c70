package dev.stride.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Package clients, in the form of scripts that do what those do. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the clients are shell scripts")
@Timeout(30)
class PackageSourceTest {

    @TempDir
    Path folder;

    @Test
    void anNpmPackageIsPackedAndUnpacked() throws Exception {
        var npm = client("npm", """
                test "$1 $2" = "pack set@1" || exit 9
                mkdir -p package/data && printf abc > package/data/file && tar -czf set-1.tgz package && rm -r package
                """);
        var source = new Source.NpmPackage(npm, "set@1", "package/data/");
        assertThat(source.read(List.of("file")).get("file")).asString().isEqualTo("abc");
        assertThatThrownBy(() -> source.read(List.of("other"))).hasMessage("has no other");
    }

    @Test
    void aDebianPackageIsDownloadedAndUnpacked() throws Exception {
        var apt = client("apt-get", "test \"$1 $3\" = 'download set' && printf abc > set_1_all.deb");
        var dpkg = client("dpkg", "test \"$1\" = -x && mkdir -p $3/usr/set && cp $2 $3/usr/set/file");
        var source = new Source.DebianPackage(apt, dpkg, "set", "usr/set");
        assertThat(source.read(List.of("file")).get("file")).asString().isEqualTo("abc");
    }

    @Test
    void aClientThatGivesNothingSaysSo() throws Exception {
        var source = new Source.NpmPackage(client("npm", "exit 0"), "set@1", "package/data/");
        assertThatThrownBy(() -> source.read(List.of("file"))).hasMessageContaining("expected one .tgz file, not 0");
    }

    @Test
    void aClientThatFailsIsQuotedWithItsFirstComplaint() throws Exception {
        var client = client("npm", "echo packing; printf '\\n npm error \\033code E404\\nmore\\n' >&2; exit 3");
        assertThatThrownBy(() -> client.run(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(client.command() + " ended with code 3: npm error code E404");
    }

    @Test
    void aClientThatIsNotInstalledSaysSo() {
        assertThatThrownBy(() -> new Client("no-such-client").run(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("no-such-client is not installed");
    }

    @Test
    void aClientThatTakesTooLongIsEndedWithAllThatItStarted() throws Exception {
        Client slow = client("npm", "sleep 60 & echo $! > child.new && mv child.new child; wait");
        var hasty = new Client(slow.command(), Duration.ofSeconds(1));
        assertThatThrownBy(() -> hasty.run(folder)).hasMessageContaining("took longer than 1 s");
        assertEnded(child());
    }

    @Test
    void anInterruptEndsTheClientWithAllThatItStarted() throws Exception {
        Client slow = client("npm", "sleep 60 & echo $! > child.new && mv child.new child; wait");
        var running = new FutureTask<>(() -> {
            slow.run(folder);
            return true;
        });
        var thread = new Thread(running);
        thread.start();
        while (!Files.exists(folder.resolve("child"))) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        assertThatThrownBy(() -> running.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        assertEnded(child());
    }

    private long child() throws IOException {
        return Long.parseLong(Files.readString(folder.resolve("child")).strip());
    }

    private static void assertEnded(long process) throws Exception {
        var handle = ProcessHandle.of(process);
        if (handle.isPresent()) {
            handle.get().onExit().get(10, TimeUnit.SECONDS);
        }
    }

    private Client client(String name, String script) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return new Client(file.toString());
    }
}

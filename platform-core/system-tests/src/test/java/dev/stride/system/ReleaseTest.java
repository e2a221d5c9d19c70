package dev.stride.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The release as its users have it: unpacked somewhere, called through a link, with Java alone. */
class ReleaseTest {

    private static final long PATIENCE_SECONDS = 240;
    private static final String TINY = """
            experiment: tiny
            dataset: {name: synthetic, train: 200, test: 50}
            train: {epochs: EPOCHS, batch: 20}
            space: {architecture: lenet-5}
            """;

    @TempDir
    static Path folder;

    private static Path link;
    private static Path data;

    @BeforeAll
    static void unpack() throws IOException {
        Path program = Files.createDirectories(folder.resolve("a folder"));
        Path zip = zip();
        try (FileSystem release = FileSystems.newFileSystem(
                URI.create("jar:" + zip.toUri()), Map.of("enablePosixFileAttributes", "true"))) {
            Path top = release.getPath("/");
            for (Path entry : walk(top)) {
                Path target = program.resolve(top.relativize(entry).toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(entry, target);
                    Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(entry));
                }
            }
        }
        Path stride = walk(program).stream()
                .filter(p -> p.endsWith(Path.of("bin", "stride")))
                .findFirst()
                .orElseThrow();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stride)))
                .isEqualTo("rwxr-xr-x");
        Path first = Files.createSymbolicLink(folder.resolve("stride-here"), folder.relativize(stride));
        link = Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("bin")).resolve("stride"), first);
        data = folder.resolve("my data");
    }

    private static Path zip() throws IOException {
        Path target = Path.of(System.getProperty("stride.root"), "platform-core", "distribution", "target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(p -> p.toString().endsWith(".zip")).findFirst().orElseThrow();
        }
    }

    private static List<Path> walk(Path top) throws IOException {
        try (Stream<Path> files = Files.walk(top)) {
            return files.toList();
        }
    }

    /** The Java of this test, and those beside it. */
    static List<Path> javas() throws IOException {
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        var homes = new ArrayList<>(List.of(own));
        try (Stream<Path> beside = Files.list(own.resolveSibling("."))) {
            for (Path home : beside.toList()) {
                if (Files.isExecutable(home.resolve("bin/java")) && !homes.contains(home.toRealPath())) {
                    homes.add(home.toRealPath());
                }
            }
        }
        return homes;
    }

    @ParameterizedTest
    @MethodSource("javas")
    void aNetIsInspectedWithoutAWord(Path java) throws IOException {
        Ended ended = run(java, "networks", "inspect", "lenet-5");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("61,706 parameters, 416,520 multiplies");
    }

    @Test
    void theCommandsOfItsReadmeAreThereWithTheirOptions() throws IOException {
        Path readme = link.toRealPath().getParent().resolveSibling("README.md");
        List<String> commands = Files.readAllLines(readme).stream()
                .filter(line -> line.startsWith("    bin/stride "))
                .map(line -> line.strip().split("  ")[0])
                .toList();
        assertThat(commands).contains("bin/stride demo", "bin/stride help");
        for (String command : commands) {
            List<String> words = List.of(command.split(" "));
            Ended help = run(Path.of(System.getProperty("java.home")), words.get(1), "--help");
            assertThat(help.code()).as(command).isZero();
            assertThat(help.out()).contains("Usage: stride " + words.get(1) + " ");
            assertThat(words.stream().filter(word -> word.startsWith("--"))).allMatch(help.out()::contains);
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void anExperimentRunsAndItsBestWeightsAreSaved(Path java) throws IOException {
        Path file = Files.writeString(folder.resolve("tiny one.yaml"), TINY.replace("EPOCHS", "1"));
        Ended ended = run(java, "run", file.toString(), "--local", "--wait");
        assertThat(ended.err()).contains("epoch 1/1").doesNotContain("WARNING", "Exception");
        assertThat(ended.out()).contains("lenet-5", "validation.accuracy");
        assertThat(ended.code()).isZero();

        Path weights = folder.resolve(java.getFileName() + ".safetensors");
        assertThat(run(java, "best", "last", "--save", weights.toString()).code())
                .isZero();
        byte[] saved = Files.readAllBytes(weights);
        assertThat(saved.length).isGreaterThan(4 * 61_706);
        Files.writeString(weights, "mine");
        Ended again = run(java, "best", "last", "--save", weights.toString());
        assertThat(again.code()).isNotZero();
        assertThat(again.err()).contains("is there already").contains("--force");
        assertThat(weights).hasContent("mine");
        assertThat(run(java, "best", "last", "--save", weights.toString(), "--force")
                        .code())
                .isZero();
        assertThat(Files.readAllBytes(weights)).isEqualTo(saved);
    }

    @Test
    void aFollowedExperimentThatIsTerminatedSaysWhatBecomesOfIt() throws IOException {
        Path file = Files.writeString(folder.resolve("long.yaml"), TINY.replace("EPOCHS", "100000"));
        Path java = Path.of(System.getProperty("java.home"));
        Path own = folder.resolve("terminated");
        Process process = start(java, own, "run", file.toString(), "--local", "--wait");
        var err = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        String line = err.readLine();
        while (line != null && !line.contains("epoch 1/")) {
            line = err.readLine();
        }
        List<ProcessHandle> slots = process.descendants().toList();
        assertThat(slots).isNotEmpty();
        process.toHandle().destroy(); // which leaves its output open
        String rest = String.join("\n", err.lines().toList());
        assertThat(rest)
                .contains("interrupted: experiment")
                .contains("stride server")
                .doesNotContain("Exception");
        assertThat(ended(process)).isEqualTo(143);
        slots.forEach(slot ->
                slot.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
        assertThat(own.resolve("server")).doesNotExist();
    }

    private static Ended run(Path java, String... arguments) throws IOException {
        Path errors = Files.createTempFile(folder, "stderr", ".txt");
        Process process =
                builder(java, data, arguments).redirectError(errors.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(ended(process), out, Files.readString(errors));
    }

    private static Process start(Path java, Path data, String... arguments) throws IOException {
        return builder(java, data, arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static ProcessBuilder builder(Path java, Path data, String... arguments) {
        var command = new ArrayList<>(List.of(link.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().put("STRIDE_DATA", data.toString());
        return builder;
    }

    private static int ended(Process process) {
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}

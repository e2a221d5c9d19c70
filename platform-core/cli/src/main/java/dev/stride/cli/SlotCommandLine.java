package dev.stride.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The commands of processes on the class path of slots, which this process never loads. */
final class SlotCommandLine {

    private SlotCommandLine() {}

    /** Of a slot process, but for its socket. One thread each: that is what a slot of a processor is. */
    static List<String> of(Home home) {
        String plugins =
                home.pluginFolders().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return List.of(
                java(),
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-Dai.djl.pytorch.num_threads=1",
                "-Dai.djl.pytorch.num_interop_threads=1",
                "-DENGINE_CACHE_DIR=" + home.engine(),
                "-cp",
                classPath(home),
                "dev.stride.training.slot.SlotMain",
                "--plugins",
                plugins,
                "--artifacts",
                home.artifacts().toString(),
                "--features",
                home.features().toString(),
                "--data",
                home.dataSets().toString(),
                "--downloads",
                "true");
    }

    /** Of the process that draws previews. */
    static List<String> preview(Home home) {
        return List.of(
                java(),
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "-cp",
                classPath(home),
                "dev.stride.training.preview.PreviewMain");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String classPath(Home home) {
        return home.program().resolve("slot-lib") + File.separator + "*";
    }
}

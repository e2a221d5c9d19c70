package dev.stride.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command finds or makes a server. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder; otherwise STRIDE_DATA, otherwise ~/.stride.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "A running server; otherwise STRIDE_SERVER, otherwise the one of the data folder.")
    private Optional<String> server = Optional.empty();

    Home home() {
        return Home.of(
                data.or(() -> Optional.ofNullable(System.getenv("STRIDE_DATA")).map(Path::of))
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".stride")));
    }

    Optional<String> server() {
        return server.or(() -> Optional.ofNullable(System.getenv("STRIDE_SERVER")));
    }
}

